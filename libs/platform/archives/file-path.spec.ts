import { pathKey, pathProblem } from './file-path.js';

describe('the path of a file', () => {
  it.each([
    'a',
    'assets/logo.svg',
    '.env',
    '..a/b',
    'console/com10.txt',
    'nulled',
    'a b/ c',
    'plan.txt~',
    'longname~1.txt',
    'a~b',
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
    ['a\u200bb', 'invisible_character'],
    ['.pal\u200cier/manifest.json', 'invisible_character'],
    ['.pal\u206aier', 'invisible_character'],
    ['\ufeff.palier', 'invisible_character'],
    ['a\u00ad', 'invisible_character'],
    ['\u2764\ufe0f.png', 'invisible_character'],
    ['\u{e0061}', 'invisible_character'],
    ...[...'<>:"|?*'].map((character) => [`a/b${character}c`, 'windows_character']),
    ['.palier::$INDEX_ALLOCATION/a', 'windows_character'],
    ['a.', 'trailing_dot_or_space'],
    ['a ', 'trailing_dot_or_space'],
    ['.palier./manifest.json', 'trailing_dot_or_space'],
    ['a/.palier /b', 'trailing_dot_or_space'],
    ['...', 'trailing_dot_or_space'],
    ['con', 'device_name'],
    ['a/NUL.tar.gz', 'device_name'],
    ['aux .txt', 'device_name'],
    ['prn.txt', 'device_name'],
    ['Com1/a', 'device_name'],
    ...[...'0123456789\u00b9\u00b2\u00b3'].flatMap((digit) =>
      ['com', 'lpt'].map((name) => [`${name}${digit}.js`, 'device_name']),
    ),
    ['CONIN$', 'device_name'],
    ['conout$.log', 'device_name'],
    ['PALIE~1/manifest.json', 'short_name'],
    ['a/docum~12.htm', 'short_name'],
    ['.palier', 'reserved_path'],
    ['.palier/manifest.json', 'reserved_path'],
    ['.Palier/a', 'reserved_path'],
    ['.pal\u0131er/a', 'reserved_path'],
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
    expect(['STRASSE', 'straße', 'ſtrasse'].map(pathKey)).toEqual(['strasse', 'strasse', 'strasse']);
    expect(pathKey('ΟΔΟΣ/Σ')).toBe(pathKey('οδος/ς'));
    expect(pathKey('\u212a')).toBe('k');
    expect(pathKey('ete/a')).not.toBe(pathKey('été/a'));
  });
});
