import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { deflateRawSync } from 'node:zlib';
import { ZipFile } from 'yazl';
import { Problem } from '#platform/problems';
import { type HostileEnd, type HostileEntry, hostileZip, u16, u32, u64 } from '../../../test/support/hostile-zip.js';
import { uploadLimits } from './archive-entry.js';
import { type ArchiveReason, archiveReasons } from './archive-reasons.js';
import type { EntryRules } from './check-entry.js';
import { inspectArchive } from './inspect-archive.js';

const directory = mkdtempSync(join(tmpdir(), 'palier-archives-'));
const file = join(directory, 'upload.zip');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const limits = { ...uploadLimits, totalBytes: 10 * 1024 * 1024 };

/** What a refusal says, or the paths of the files and their content. */
async function outcome(zip: Buffer, given = limits, rules: EntryRules = {}): Promise<unknown> {
  writeFileSync(file, zip);
  try {
    const archive = await inspectArchive(file, given, rules);
    try {
      const contents: Record<string, string> = {};
      for (const { path, open } of archive.files) contents[path] = String(await buffer(open()));
      return contents;
    } finally {
      await archive.close();
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect(error).toMatchObject({ code: 'archive_refused', status: 422 });
    return error.options.extensions;
  } finally {
    expect([readdirSync(directory), readFileSync(file).equals(zip)]).toEqual([['upload.zip'], true]);
  }
}

const a = { name: 'a', content: 'content of a' };
const link = 0o120777 * 65536;
const mib = 1024 * 1024;

describe('an archive that was uploaded', () => {
  it('gives its files, and passes over directories', async () => {
    const entries: HostileEntry[] = [
      { name: 'app/', attributes: (0o40755 << 16) | 0x10 },
      { name: 'app/index.html', content: '<p>', attributes: 0o100644 * 65536 },
      { name: '__MACOSX/.DS_Store', content: '', method: 0 },
      { name: 'app/été.txt', content: 'à', flags: 0 },
      { name: 'app/packed/', stored: Buffer.from('0300', 'hex') },
    ];
    const files = { 'app/index.html': '<p>', '__MACOSX/.DS_Store': '', 'app/été.txt': 'à' };
    expect(await outcome(hostileZip(entries, { comment: 'made for a test' }))).toEqual(files);
  });

  it('may be empty', async () => expect(await outcome(hostileZip([]))).toEqual({}));

  it('may be one that a program streamed, with sizes after the content', async () => {
    const zip = new ZipFile();
    for (const name of ['a', 'b/c']) zip.addReadStream(Readable.from(['x'.repeat(5000)]), name);
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(file));
    expect(await outcome(readFileSync(file))).toEqual({ a: 'x'.repeat(5000), 'b/c': 'x'.repeat(5000) });
  });

  it('may have ZIP64 sizes', async () => {
    const full = { bytes: 0xffffffff, storedBytes: 0xffffffff };
    const sizes = (bytes: bigint) => Buffer.concat([u16(1), u16(16), u64(bytes), u64(14n)]);
    const long = { ...a, ...full, extra: sizes(12n) };
    expect(await outcome(hostileZip([long]))).toEqual({ a: a.content });
    for (const extra of [sizes(13n), sizes(12n).subarray(0, 12), Buffer.alloc(0)])
      expect(await outcome(hostileZip([{ ...long, local: { extra } }]))).toMatchObject({ reason: 'header_mismatch' });
  });

  it('may have the one reserved path that its reader expects', async () => {
    const zip = hostileZip([{ name: '.palier/manifest.json', content: '{}' }]);
    expect(await outcome(zip, limits, { own: '.palier/manifest.json' })).toEqual({ '.palier/manifest.json': '{}' });
    expect(await outcome(zip, limits, { own: '.palier/other' })).toMatchObject({ reason: 'reserved_path' });
  });
});

/** Archives with one fault, and the reason and the entry that are told. */
const refused: [what: string, reason: ArchiveReason, entry: string | undefined, HostileEntry[], HostileEnd?][] = [
  ['is encrypted', 'encrypted', 'a', [{ ...a, flags: 0x801 }]],
  ['is strongly encrypted', 'encrypted', undefined, [{ ...a, flags: 0x841 }]],
  ['begins with a slash', 'absolute_path', '/a', [{ ...a, name: '/a' }]],
  ['begins with a drive', 'drive_letter', 'C:a', [{ ...a, name: 'C:a' }]],
  ['has a backslash', 'backslash', '..\\a', [{ ...a, name: '..\\a' }]],
  ['climbs', 'dot_segment', '../../a', [{ ...a, name: '../../a' }]],
  ['climbs as a directory', 'dot_segment', '../', [{ name: '../' }]],
  ['has a dot', 'dot_segment', 'a/./b', [{ ...a, name: 'a/./b' }]],
  ['is a dot', 'dot_segment', '.', [{ ...a, name: '.' }]],
  [
    'is the folder that was packed, as a file',
    'special_file',
    '././',
    [{ ...a, name: '././', attributes: 0o100644 * 65536 }],
  ],
  ['climbs behind a dot', 'dot_segment', './../a', [{ ...a, name: './../a' }]],
  ['begins with a slash behind a dot', 'absolute_path', './/a', [{ ...a, name: './/a' }]],
  ['is there twice, once behind a dot', 'duplicate_name', 'a', ['./a', 'a'].map((name) => ({ ...a, name }))],
  ['clashes by case behind a dot', 'name_clash', 'A', ['a', './A'].map((name) => ({ ...a, name }))],
  ['has an empty segment', 'empty_segment', 'a//b', [{ ...a, name: 'a//b' }]],
  ['has no name', 'empty_segment', '', [{ ...a, name: '' }]],
  ['has U+0000', 'control_character', 'a\uFFFD.txt', [{ ...a, name: 'a\0.txt' }]],
  ['has an escape', 'control_character', 'a\uFFFD[2J', [{ ...a, name: 'a\u001b[2J' }]],
  ['has a name that is not UTF-8', 'not_utf8', '\uFFFDt\uFFFD', [{ ...a, name: Buffer.from('été', 'latin1') }]],
  ['has a long path', 'path_too_long', 'a/'.repeat(100), [{ ...a, name: `${'a/'.repeat(500)}b` }]],
  ['has a long segment', 'segment_too_long', 'a'.repeat(200), [{ ...a, name: 'a'.repeat(256) }]],
  ['is a symbolic link', 'special_file', 'a', [{ ...a, attributes: link }]],
  ['is a device', 'special_file', 'a', [{ ...a, attributes: 0o20644 * 65536 }]],
  ['is a directory by its mode alone', 'special_file', 'a', [{ ...a, attributes: 0o40755 * 65536 }]],
  ['is a directory that is a link', 'special_file', 'a/', [{ name: 'a/', attributes: link }]],
  ['is a directory with content', 'special_file', 'a/', [{ ...a, name: 'a/' }]],
  ['is compressed by LZMA', 'unsupported_method', 'a', [{ ...a, method: 14 }]],
  ['is there twice', 'duplicate_name', 'b/a', ['b/a', 'c', 'b/a'].map((name) => ({ ...a, name }))],
  ['clashes by case', 'name_clash', 'B/a', ['b/a', 'c', 'B/a'].map((name) => ({ ...a, name }))],
  ['clashes by its accents', 'name_clash', 'e\u0301', ['é', 'e\u0301'].map((name) => ({ ...a, name }))],
  ['is a file and a directory', 'file_and_directory', 'a', ['a/b', 'a!', 'a', 'a-'].map((name) => ({ ...a, name }))],
  ['is a file and a deeper directory', 'file_and_directory', 'A', ['a/b/c', 'A'].map((name) => ({ ...a, name }))],
  ['is a file and an empty directory', 'file_and_directory', 'a', [a, { name: 'a/' }]],
  ['clashes by a letter with two cases', 'name_clash', 'ſ', ['S', 'ſ'].map((name) => ({ ...a, name }))],
  ['has an invisible character', 'invisible_character', '.pal\uFFFDier/a', [{ ...a, name: '.pal\u200cier/a' }]],
  ['has a character that Windows refuses', 'windows_character', 'a?', [{ ...a, name: 'a?' }]],
  ['ends with a dot', 'trailing_dot_or_space', 'a.', [{ ...a, name: 'a.' }]],
  ['is a directory that ends with a space', 'trailing_dot_or_space', 'a /', [{ name: 'a /' }]],
  ['is a device of Windows', 'device_name', 'b/nul.txt', [{ ...a, name: 'b/nul.txt' }]],
  ['has a short name of Windows', 'short_name', 'PALIE~1/a', [{ ...a, name: 'PALIE~1/a' }]],
  ['is reserved', 'reserved_path', '.palier/manifest.json', [{ ...a, name: '.palier/manifest.json' }]],
  ['is larger than it may be', 'file_too_large', 'a', [{ ...a, bytes: 100 * mib + 1 }]],
  [
    'is too large with the others',
    'archive_too_large',
    undefined,
    [a, { ...a, name: 'b', stored: Buffer.alloc(99_000), bytes: 10 * mib - 11 }],
  ],
  ['unpacks to too much', 'compression_ratio', 'a', [{ ...a, content: Buffer.alloc(2 * mib) }]],
  ['is stored in another size', 'size_mismatch', 'a', [{ ...a, method: 0, bytes: 13 }]],
  ['unpacks to more than it says', 'size_mismatch', 'a', [{ ...a, bytes: 11 }]],
  ['unpacks to less than it says', 'size_mismatch', 'a', [{ ...a, bytes: 13 }]],
  ['has another checksum', 'damaged', 'a', [{ ...a, crc32: 1 }]],
  ['has another checksum and is stored', 'damaged', 'a', [{ ...a, method: 0, crc32: 1 }]],
  ['cannot be unpacked', 'damaged', 'a', [{ ...a, stored: Buffer.from('ffffffff', 'hex') }]],
  [
    'has bytes after its content',
    'damaged',
    'a',
    [{ ...a, stored: Buffer.concat([deflateRawSync(a.content), Buffer.from('x')]) }],
  ],
  ['ends within its content', 'damaged', 'a', [{ ...a, stored: Buffer.from('4b', 'hex') }]],
  ['shares its local header', 'overlap', 'a', [a, { ...a, offset: 0 }]],
  [
    'reaches into the next',
    'overlap',
    'a',
    [
      { ...a, method: 0, bytes: 13, storedBytes: 13 },
      { ...a, name: 'b' },
    ],
  ],
  ['reaches into the directory', 'overlap', 'a', [{ ...a, method: 0, bytes: 13, storedBytes: 13 }]],
  ['has another local name', 'header_mismatch', 'a', [{ ...a, local: { name: 'b' } }]],
  ['has another local size', 'header_mismatch', 'a', [{ ...a, local: { bytes: 11 } }]],
  ['has another local stored size', 'header_mismatch', 'a', [{ ...a, local: { storedBytes: 11 } }]],
  ['has no local size', 'header_mismatch', 'a', [{ ...a, local: { bytes: 0 } }]],
  ['has another size, though it follows', 'header_mismatch', 'a', [{ ...a, flags: 0x808, local: { bytes: 11 } }]],
  ['has another local checksum', 'header_mismatch', 'a', [{ ...a, local: { crc32: 1 } }]],
  ['has another local method', 'header_mismatch', 'a', [{ ...a, local: { method: 0 } }]],
  ['is locally encrypted', 'header_mismatch', 'a', [{ ...a, local: { flags: 0x801 } }]],
  ['has no local header', 'header_mismatch', 'a', [{ ...a, offset: 3 }]],
  ['has its local header outside', 'truncated', 'a', [{ ...a, offset: 100_000 }]],
  ['has its content outside', 'truncated', 'a', [{ ...a, method: 0, bytes: 100_000, storedBytes: 100_000 }]],
  ['has a malformed field', 'truncated', undefined, [{ ...a, extra: Buffer.from('01000900', 'hex') }]],
  ['is not counted', 'truncated', undefined, [a, { ...a, name: 'b' }], { count: 1 }],
  ['is counted and not there', 'truncated', undefined, [a], { count: 2 }],
  ['has its directory outside', 'truncated', undefined, [a], { directoryOffset: 100_000 }],
];

describe('an archive is refused when an entry', () => {
  it.each(refused)('%s: %s', async (_what, reason, entry, entries, end = {}) => {
    const told = entry === undefined ? { reason } : { entry, reason };
    expect(await outcome(hostileZip(entries, end))).toEqual(told);
  });

  it('has more than its limits, and not one that has as much', async () => {
    const two = hostileZip([
      { ...a, content: Buffer.alloc(mib + 1, 'ab') },
      { name: 'b', content: 'b' },
    ]);
    const exact = { entries: 2, fileBytes: mib + 1, totalBytes: mib + 2, ratio: 2000 };
    const outcomes = [
      exact,
      { ...exact, entries: 1 },
      { ...exact, fileBytes: mib },
      { ...exact, totalBytes: mib + 1 },
      { ...exact, ratio: 200 },
    ];
    const reasons = [];
    for (const given of outcomes) reasons.push(((await outcome(two, given)) as { reason?: string }).reason);
    expect(reasons).toEqual([
      undefined,
      'too_many_entries',
      'file_too_large',
      'archive_too_large',
      'compression_ratio',
    ]);
  });
});

describe('the content of an entry', () => {
  it('is not given beyond the size that the archive says', async () => {
    writeFileSync(file, hostileZip([{ ...a, content: Buffer.alloc(5 * mib), bytes: 20_000 }]));
    const archive = await inspectArchive(file, limits);
    let given = 0;
    const drained = async () => {
      for await (const chunk of archive.files[0]?.open() ?? []) given += chunk.length;
    };
    await expect(drained()).rejects.toMatchObject({ options: { extensions: { entry: 'a', reason: 'size_mismatch' } } });
    expect(given).toBeLessThanOrEqual(20_000);
    await archive.close();
  });

  it('that is refused half read leaves the other entries readable, and closes no file but the archive', async () => {
    // Random, so that what is stored is longer than what is read at once.
    const more = { name: 'more', content: randomBytes(mib), bytes: 1000 };
    writeFileSync(file, hostileZip([more, a]));
    const archive = await inspectArchive(file, limits);
    const [first, second] = archive.files;
    await expect(buffer(first?.open() as Readable)).rejects.toMatchObject({ code: 'archive_refused' });
    const others: FileHandle[] = [];
    // A descriptor that was closed is given again: to one of these.
    for (let i = 0; i < 20; i += 1) others.push(await open(file));
    expect(String(await buffer(second?.open() as Readable))).toBe(a.content);
    await archive.close();
    for (const other of others) {
      expect((await other.read(Buffer.alloc(1), 0, 1, 0)).bytesRead).toBe(1);
      await other.close();
    }
  });

  it('is not opened where the directory shows that its size is wrong', async () => {
    writeFileSync(file, hostileZip([{ ...a, method: 0, bytes: 13 }]));
    await expect(inspectArchive(file, limits)).rejects.toMatchObject({ code: 'archive_refused' });
  });
});

describe('an archive is refused', () => {
  const zip = hostileZip([a]);
  it.each([
    ['empty', Buffer.alloc(0), 'not_zip'],
    ['of three bytes', zip.subarray(0, 3), 'not_zip'],
    ['that is a text', Buffer.from('hello, world\n'.repeat(10)), 'not_zip'],
    ['with a program before it', Buffer.concat([Buffer.from('MZ'), zip]), 'not_zip'],
    ['without its end', zip.subarray(0, -1), 'truncated'],
    ['without its directory', zip.subarray(0, 40), 'truncated'],
    ['with bytes after it', Buffer.concat([zip, Buffer.from('x')]), 'truncated'],
    // yauzl's own reader throws here, where nobody can catch it.
    [
      'whose end is said to be outside',
      hostileZip([a], { before: Buffer.concat([u32(0x07064b50), u32(0), u64(2n ** 63n), u32(1)]) }),
      'truncated',
    ],
  ])('%s', async (_, wrong, reason) => expect(await outcome(wrong)).toEqual({ reason }));

  it('in words that say what to do, in both languages', async () => {
    writeFileSync(file, hostileZip([{ ...a, name: '../a' }]));
    const problem = await inspectArchive(file, limits).catch((error) => error);
    expect(problem.detail).toEqual({
      en: 'Nothing of the archive was kept, because of the entry “../a”. Its path has “.” or “..” as a part. Give a path without them.',
      fr: 'Rien de l’archive n’a été conservé, à cause de l’entrée « ../a ». Son chemin a « . » ou « .. » pour partie. Indiquez un chemin sans elles.',
    });
    writeFileSync(file, hostileZip([a], { count: 20_000 }));
    const many = await inspectArchive(file, limits).catch((error) => error);
    expect(many.detail).toEqual({
      en: 'Nothing of the archive was kept, because of the file itself. It has more than 10,000 entries. Leave files out.',
      fr: 'Rien de l’archive n’a été conservé, à cause de l’archive elle-même. Elle a plus de 10\u202f000 entrées. Retirez des fichiers.',
    });
  });

  it('for every reason that there is, but those of tars', () => {
    const others = ['not_zip', 'too_many_entries', 'not_tar', 'header_invalid', 'no_files'];
    const tested = new Set<string>([...refused.map(([, reason]) => reason), ...others]);
    expect([...tested].sort()).toEqual(Object.keys(archiveReasons).sort());
  });
});
