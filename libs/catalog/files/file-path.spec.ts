import { comparePaths, pathKey, pathProblem } from './file-path.js';

describe('the path of a file', () => {
  it.each([
    'a',
    'assets/logo.svg',
    '.env',
    '..a/b..',
    'été/日本 (1).txt',
    'palier/a',
    'a/.palier/b',
    'é'.repeat(127),
    '\u{10400}',
  ])('may be %s', (path) => expect(pathProblem(path)).toBeUndefined());

  it.each([
    ['a\ud800', 'not_utf8'],
    ['a\u0000', 'control_character'],
    ['a\u001b[31m', 'control_character'],
    ['a\u0085', 'control_character'],
    ['a\u2028b', 'control_character'],
    ['\u202egpj.exe', 'control_character'],
    ['a\\b', 'backslash'],
    ['/etc/passwd', 'absolute_path'],
    ['//a', 'absolute_path'],
    ['c:/a', 'drive_letter'],
    ['Z:a', 'drive_letter'],
    ['', 'empty_segment'],
    ['a//b', 'empty_segment'],
    ['a/', 'empty_segment'],
    ['..', 'dot_segment'],
    ['a/../b', 'dot_segment'],
    ['./a', 'dot_segment'],
    ['.palier', 'reserved_path'],
    ['.palier/manifest.json', 'reserved_path'],
    ['.Palier/a', 'reserved_path'],
  ])('is refused as %j: %s', (path, reason) => expect(pathProblem(path)).toBe(reason));

  it('has at most 1,000 bytes, and segments of at most 255', () => {
    const path = (bytes: number) => 'é/'.repeat(bytes).slice(0, Math.floor(bytes / 3) * 2) + 'x'.repeat(bytes % 3);
    expect([pathProblem(path(1000)), pathProblem(path(1001))]).toEqual([undefined, 'path_too_long']);
    expect([pathProblem('x'.repeat(255)), pathProblem(`a/${'é'.repeat(128)}`)]).toEqual([
      undefined,
      'segment_too_long',
    ]);
  });

  it('has one key for every case and Unicode form', () => {
    expect(pathKey('E\u0301te\u0301/A')).toBe(pathKey('éTÉ/a'));
    expect(pathKey('ete/a')).not.toBe(pathKey('été/a'));
  });

  it('sorts by the bytes of UTF-8', () => {
    const sorted = ['a', 'a/b', 'ab', 'é', '\ud7ff', '\ue000', '\uff41', '\u{10000}', '\u{10400}a', '\u{10ffff}'];
    expect(sorted.toReversed().sort(comparePaths)).toEqual(sorted);
    expect([...sorted].sort((a, b) => Buffer.from(a).compare(Buffer.from(b)))).toEqual(sorted);
  });
});
