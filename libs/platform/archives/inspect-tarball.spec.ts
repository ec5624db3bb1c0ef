// Real: the programs tar and npm, and files. Faked: nothing; hostile archives are made byte by byte.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { Problem } from '#platform/problems';
import { type HostileTarEntry, hostileTar, longName, pax } from '../../../test/support/hostile-tar.js';
import { uploadLimits } from './archive-entry.js';
import type { ArchiveReason } from './archive-reasons.js';
import { inspectTarball, isGzip } from './inspect-tarball.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'palier-tarballs-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const mib = 1024 * 1024;
const limits = { ...uploadLimits, totalBytes: 10 * mib };

/** What a refusal says, or the paths of the files and their content. */
async function outcome(gzipped: Buffer, given = limits): Promise<unknown> {
  const file = join(directory, 'upload');
  const tar = `${file}.tar`;
  rmSync(tar, { force: true });
  writeFileSync(file, gzipped);
  try {
    const archive = await inspectTarball(file, tar, given);
    try {
      const contents: Record<string, string> = {};
      for (const { path, bytes, open } of archive.files) {
        const content = await buffer(open());
        expect(content.length).toBe(bytes);
        contents[path] = String(content);
      }
      return contents;
    } finally {
      await archive.close();
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect(error).toMatchObject({ code: 'archive_refused', status: 422 });
    return error.options.extensions;
  }
}
const outcomeOf = (entries: readonly HostileTarEntry[]) => outcome(gzipSync(hostileTar(entries)));

/** Writes files below a new folder, and returns it. */
function folder(files: Record<string, string>): string {
  const root = join(directory, 'app');
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

const deep = `${'a-rather-long-folder/'.repeat(6)}file.js`;
const long = `lib/${'x'.repeat(150)}.js`;
const files = {
  'package.json': '{"name":"carnet","version":"1.2.0"}',
  'lib/été.js': 'à',
  [deep]: 'deep',
  [long]: 'long',
};

describe('an archive of npm pack', () => {
  it('gives the files as they are in the package', async () => {
    const root = folder({ ...files, 'empty.js': '' });
    const options = { cwd: root, encoding: 'utf8' as const, stdio: ['ignore', 'pipe', 'ignore'] as const };
    const args = ['pack', '--json', '--offline', '--ignore-scripts', '--pack-destination', directory];
    const env = { ...process.env, npm_config_cache: join(directory, 'cache'), npm_config_update_notifier: 'false' };
    const [{ filename }] = JSON.parse(execFileSync('npm', args, { ...options, env, stdio: [...options.stdio] }));
    const gzipped = readFileSync(join(directory, filename));
    expect(await outcome(gzipped)).toEqual({ ...files, 'empty.js': '' });
    expect(await isGzip(join(directory, filename))).toBe(true);
    expect(await isGzip(join(root, 'package.json'))).toBe(false);
    expect(await isGzip(join(root, 'empty.js'))).toBe(false);
  });
});

describe('an archive of tar', () => {
  const packed = (root: string, ...args: string[]) =>
    execFileSync('tar', ['-cz', '-C', root, ...args], { maxBuffer: 10 * mib, env: { ...process.env, LC_ALL: 'C' } });

  it.each(['ustar', 'pax', 'gnu'])('gives its files in the format %s', async (format) => {
    // The format ustar has no room for a name of more than 100 bytes in one folder.
    const { [long]: content, ...short } = files;
    const all = format === 'ustar' ? short : { ...short, [long]: content };
    const root = folder(all as Record<string, string>);
    expect(await outcome(packed(root, `--format=${format}`, 'package.json', 'lib', 'a-rather-long-folder'))).toEqual(
      all,
    );
  });

  it('with a link is refused', async () => {
    const root = folder({ a: 'a' });
    symlinkSync('/etc/passwd', join(root, 'b'));
    expect(await outcome(packed(root, 'a', 'b'))).toEqual({ entry: 'b', reason: 'special_file' });
  });

  it('that holds a file with holes is refused', async () => {
    const root = folder({ sparse: '' });
    execFileSync('truncate', ['-s', '1M', join(root, 'sparse')]);
    for (const format of ['gnu', 'pax'])
      expect(await outcome(packed(root, '-S', `--format=${format}`, 'sparse'))).toMatchObject({
        reason: 'special_file',
      });
  });
});

const a = { name: 'a', content: 'content of a' };

describe('a gzipped tar', () => {
  it('keeps its paths unless all are in the folder package', async () => {
    const entries = [
      { name: 'package/', type: '5' },
      { name: 'package/a', content: 'a' },
      { name: 'package/package/b', content: 'b', type: '\0' },
    ];
    expect(await outcomeOf(entries)).toEqual({ a: 'a', 'package/b': 'b' });
    expect(await outcomeOf([...entries, { name: 'c', content: 'c' }])).toEqual({
      'package/a': 'a',
      'package/package/b': 'b',
      c: 'c',
    });
    expect(await outcomeOf([{ name: 'package', content: 'a' }])).toEqual({ package: 'a' });
  });

  it('may be empty, have global records that say nothing of files, and sizes in binary', async () => {
    expect(await outcomeOf([])).toEqual({});
    expect(await outcomeOf([pax({ comment: 'a commit' }, 'g'), a])).toEqual({ a: a.content });
    const size = Buffer.concat([Buffer.of(0x80), Buffer.alloc(10), Buffer.of(12)]);
    expect(await outcomeOf([{ ...a, size }])).toEqual({ a: a.content });
    expect(await outcomeOf([pax({ size: '12', mtime: '1.5', path: 'b' }), a])).toEqual({ b: a.content });
  });
});

/** Archives with one fault, and the reason and the entry that are told. */
const refused: [what: string, reason: ArchiveReason, entry: string | undefined, HostileTarEntry[]][] = [
  ['begins with a slash', 'absolute_path', '/a', [{ ...a, name: '/a' }]],
  ['begins with a slash within the folder', 'absolute_path', 'package//a', [{ ...a, name: 'package//a' }]],
  ['climbs', 'dot_segment', '../../a', [{ ...a, name: '../../a' }]],
  ['climbs out of the folder', 'dot_segment', 'package/../a', [{ ...a, name: 'package/../a' }]],
  ['climbs by its prefix', 'dot_segment', '../a', [{ ...a, prefix: '..' }]],
  ['climbs by a record', 'dot_segment', '../a', [pax({ path: '../a' }), a]],
  ['climbs by a long name', 'dot_segment', '../a', [longName('../a'), a]],
  ['climbs as a directory', 'dot_segment', '../', [{ name: '../', type: '5' }]],
  ['has a dot', 'dot_segment', 'a/./b', [{ ...a, name: 'a/./b' }]],
  ['climbs behind a dot', 'dot_segment', './../a', [{ ...a, name: './../a' }]],
  ['is a directory that climbs behind a dot', 'dot_segment', './../', [{ name: './../', type: '5' }]],
  ['has no name behind a dot', 'empty_segment', './', [{ name: './' }]],
  ['begins with a slash behind a dot', 'absolute_path', './/a', [{ ...a, name: './/a' }]],
  ['is there twice, once behind a dot', 'duplicate_name', 'a', [a, { ...a, name: './a' }]],
  ['clashes by case behind a dot', 'name_clash', 'A', [a, { ...a, name: './A' }]],
  ['climbs and is of macOS', 'dot_segment', '../__MACOSX/a', [{ ...a, name: '../__MACOSX/a' }]],
  ['is a file with the name of a directory', 'empty_segment', 'a/', [{ ...a, name: 'a/' }]],
  ['has no name', 'empty_segment', '', [{ ...a, name: '' }]],
  ['has a backslash', 'backslash', '..\\a', [{ ...a, name: '..\\a' }]],
  ['has U+0000', 'control_character', 'a\uFFFDb', [pax({ path: 'a\0b' }), a]],
  ['has a name that is not UTF-8', 'not_utf8', '\uFFFDt\uFFFD', [{ ...a, name: Buffer.from('été', 'latin1') }]],
  ['has a long path', 'path_too_long', 'a/'.repeat(100), [pax({ path: `${'a/'.repeat(500)}b` }), a]],
  ['has a path that is longer still', 'path_too_long', 'a/'.repeat(100), [longName('a/'.repeat(9000)), a]],
  ['is a device of Windows', 'device_name', 'b/nul.txt', [{ ...a, name: 'b/nul.txt' }]],
  ['is reserved within the folder', 'reserved_path', 'package/.palier/a', [{ ...a, name: 'package/.palier/a' }]],
  ['is a hard link', 'special_file', 'a', [{ name: 'a', type: '1' }]],
  [
    'is a link with a long target',
    'special_file',
    'a',
    [
      { ...longName('/etc'), type: 'K' },
      { name: 'a', type: '2' },
    ],
  ],
  ['is a device', 'special_file', 'a', [{ name: 'a', type: '3' }]],
  ['is a pipe', 'special_file', 'a', [{ name: 'a', type: '6' }]],
  ['is a directory with content', 'special_file', 'a', [{ ...a, type: '5' }]],
  ['is sparse by a record', 'special_file', 'a', [pax({ 'GNU.sparse.major': '1' }), a]],
  ['is of an unknown kind', 'special_file', 'a', [{ ...a, type: 'S' }]],
  [
    'is there twice',
    'duplicate_name',
    'b',
    [{ ...a, name: 'package/b' }, a, { ...a, name: 'package/b' }].filter((e) => e !== a),
  ],
  ['clashes by case', 'name_clash', 'A', [a, { ...a, name: 'A' }]],
  ['is a file and a directory', 'file_and_directory', 'a', [a, { ...a, name: 'a/b' }]],
  ['is larger than it may be', 'file_too_large', 'a', [{ ...a, size: '00640000001\0' }]],
  [
    'is larger than any number',
    'file_too_large',
    'a',
    [{ ...a, size: Buffer.concat([Buffer.of(0x80), Buffer.alloc(11, 255)]) }],
  ],
  ['is large by a record', 'file_too_large', 'a', [pax({ size: '9'.repeat(15) }), a]],
  ['has another size in a record', 'header_invalid', 'a', [pax({ size: '11' }), a]],
  ['has a negative size', 'header_invalid', undefined, [a, { name: 'b', size: Buffer.alloc(12, 255) }]],
  ['has no size', 'header_invalid', undefined, [a, { name: 'b', size: Buffer.alloc(12) }]],
  ['has a wrong checksum', 'header_invalid', undefined, [a, { name: 'b', checksum: 1 }]],
  ['is of another format', 'header_invalid', undefined, [a, { name: 'b', magic: 'other' }]],
  ['has two long names', 'header_invalid', '././@LongLink', [longName('b'), longName('c'), a]],
  ['has two names that differ in form', 'header_invalid', 'c', [longName('b'), pax({ path: 'c' }), a]],
  ['has global records about files', 'header_invalid', 'PaxHeader', [pax({ path: 'b' }, 'g'), a]],
  ['has a malformed record', 'header_invalid', 'PaxHeader', [{ ...pax({}), content: '99 path=b\n' }, a]],
  ['has a record without a length', 'header_invalid', 'PaxHeader', [{ ...pax({}), content: 'path=b\n' }, a]],
  ['has an empty record', 'header_invalid', 'PaxHeader', [pax({ path: '' }), a]],
  ['has a record twice', 'header_invalid', 'PaxHeader', [{ ...pax({}), content: '9 path=b\n'.repeat(2) }, a]],
  ['has a size that is no number', 'header_invalid', 'PaxHeader', [pax({ size: '-1' }), a]],
  ['has an extended header of absurd size', 'header_invalid', 'PaxHeader', [{ ...pax({}), size: '77777777777\0' }, a]],
  ['has a header that nothing follows', 'truncated', undefined, [a, pax({ path: 'b' })]],
  ['has its content outside', 'truncated', 'a', [{ ...a, size: '00000100000\0' }]],
];

describe('a gzipped tar is refused when an entry', () => {
  it.each(refused)('%s: %s', async (_what, reason, entry, entries) => {
    expect(await outcomeOf(entries)).toEqual(entry === undefined ? { reason } : { entry, reason });
  });
});

describe('a gzipped tar is refused', () => {
  const tar = hostileTar([a]);
  const gzipped = gzipSync(tar);
  it.each<[string, Buffer, ArchiveReason]>([
    ['that is a text', gzipSync('hello, world\n'.repeat(100)), 'not_tar'],
    ['without content', gzipSync(''), 'not_tar'],
    ['that is cut off in the compressed bytes', gzipped.subarray(0, -1), 'truncated'],
    ['of two bytes', gzipped.subarray(0, 2), 'truncated'],
    ['with other bytes after it', Buffer.concat([gzipped, Buffer.from('more')]), 'damaged'],
    ['of which another part is cut off', Buffer.concat([gzipped, gzipped.subarray(0, -1)]), 'truncated'],
    ['with an entry in another part after its end', Buffer.concat([gzipped, gzipped]), 'truncated'],
    ['that is cut off in a header', gzipSync(tar.subarray(0, 100)), 'not_tar'],
    ['without its end', gzipSync(tar.subarray(0, -1024)), 'truncated'],
    ['with half of its end', gzipSync(tar.subarray(0, -512)), 'truncated'],
    ['with part of a block at its end', gzipSync(Buffer.concat([tar, Buffer.alloc(9)])), 'truncated'],
    ['with an entry after its end', gzipSync(Buffer.concat([tar, tar])), 'truncated'],
    ['with a byte after its end', Buffer.concat([gzipped, Buffer.of(1)]), 'truncated'],
    ['with another checksum of gzip', Buffer.concat([gzipped.subarray(0, -8), Buffer.alloc(8)]), 'damaged'],
    ['that cannot be decompressed', Buffer.concat([gzipped.subarray(0, 10), Buffer.alloc(100, 255)]), 'damaged'],
  ])('%s', async (_, wrong, reason) => expect(await outcome(wrong)).toEqual({ reason }));

  it('when it has more than its limits, and not with as much', async () => {
    const two = gzipSync(
      hostileTar([
        { ...a, content: randomBytes(1000) },
        { name: 'b', content: 'b' },
      ]),
    );
    const exact = { entries: 2, fileBytes: 1000, totalBytes: 1001, ratio: 1 };
    const reasons: unknown[] = [];
    for (const given of [exact, { ...exact, entries: 1 }, { ...exact, fileBytes: 999 }, { ...exact, totalBytes: 1000 }])
      reasons.push(((await outcome(two, given)) as { reason?: string }).reason);
    expect(reasons).toEqual([undefined, 'too_many_entries', 'file_too_large', 'archive_too_large']);
    const globals = Array.from({ length: 3 }, () => pax({ comment: 'c' }, 'g'));
    expect(await outcome(gzipSync(hostileTar(globals)), exact)).toEqual({ reason: 'too_many_entries' });
  });

  it('when it decompresses to too much, before more than that is written', async () => {
    const bomb = gzipSync(hostileTar([{ name: 'zeros', content: Buffer.alloc(50 * mib) }]));
    expect(await outcome(bomb)).toEqual({ reason: 'compression_ratio' });
    expect(readFileSync(join(directory, 'upload.tar')).length).toBeLessThanOrEqual(200 * bomb.length);
    const large = { ...limits, entries: 1, ratio: 10_000 };
    expect(await outcome(bomb, large)).toEqual({ reason: 'archive_too_large' });
    expect(readFileSync(join(directory, 'upload.tar')).length).toBeLessThanOrEqual(10 * mib + 4096);
  });

  it('and given up when the job is to stop', async () => {
    const file = join(directory, 'upload');
    writeFileSync(file, gzipped);
    const stopped = inspectTarball(file, `${file}.tar`, limits, AbortSignal.abort(new Error('stopped')));
    await expect(stopped).rejects.toThrow('stopped');
  });
});
