import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HostileEntry, hostileZip } from '../../../test/support/hostile-zip.js';
import { uploadLimits } from './archive-entry.js';
import type { ArchiveReason } from './archive-reasons.js';
import { inspectArchive } from './inspect-archive.js';

const directory = mkdtempSync(join(tmpdir(), 'palier-archives-'));
const file = join(directory, 'upload.zip');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const mib = 1024 * 1024;
const limits = { ...uploadLimits, totalBytes: 10 * mib };
const a = { name: 'a', content: 'content of a' };

/** Of each file what refuses it, or undefined. */
async function refusedOf(entries: HostileEntry[], given = limits): Promise<unknown[]> {
  writeFileSync(file, hostileZip(entries));
  const archive = await inspectArchive(file, given, { eachAlone: true });
  await archive.close();
  return archive.files.map(({ refused }) => refused);
}

describe('where each entry is refused alone', () => {
  const faults: [name: string, reason: ArchiveReason, entry: HostileEntry][] = [
    ['a colon', 'windows_character', { ...a, name: 'ride 10:30' }],
    ['a question mark', 'windows_character', { ...a, name: 'a?' }],
    ['a backslash', 'backslash', { ...a, name: 'b\\a' }],
    ['a dot', 'dot_segment', { ...a, name: 'b/./a' }],
    ['a name of another encoding', 'not_utf8', { ...a, name: Buffer.from('été', 'latin1') }],
    ['U+0000', 'control_character', { ...a, name: 'a\0' }],
    ['a long path', 'path_too_long', { ...a, name: `${'a/'.repeat(500)}b` }],
    ['a reserved path', 'reserved_path', { ...a, name: '.palier/a' }],
    ['a password', 'encrypted', { ...a, flags: 0x801 }],
    ['another method', 'unsupported_method', { ...a, method: 14 }],
    ['a link', 'special_file', { ...a, attributes: 0o120777 * 65536 }],
    ['a size that cannot be', 'size_mismatch', { ...a, method: 0, bytes: 13 }],
    ['more bytes than it may', 'file_too_large', { ...a, content: randomBytes(101) }],
    ['another local name', 'header_mismatch', { ...a, local: { name: 'b' } }],
    // A byte behind where it is.
    ['no local header', 'header_mismatch', { ...a, offset: 51 }],
  ];
  it.each(faults)('%s refuses no other: %s', async (_, reason, entry) => {
    const others = ['before', 'behind'].map((name) => ({ ...a, name }));
    const entries = [others[0], entry, others[1]] as HostileEntry[];
    expect(await refusedOf(entries, { ...limits, fileBytes: 100 })).toEqual([undefined, reason, undefined]);
  });

  it('names may clash', async () =>
    expect(await refusedOf(['a', 'a', 'A', 'a/b'].map((name) => ({ ...a, name })))).toEqual(Array(4).fill(undefined)));

  const bomb = { ...a, content: Buffer.alloc(2 * mib) };
  it.each<[what: string, reason: ArchiveReason, entries: HostileEntry[]]>([
    ['a path that climbs', 'dot_segment', [{ ...a, name: '../a' }]],
    ['one that climbs in the words of Windows', 'dot_segment', [{ ...a, name: 'b\\..\\..\\a' }]],
    ['one that climbs behind what is wrong too', 'dot_segment', [{ ...a, name: 'a?/../../b' }]],
    ['one that climbs, of another encoding', 'dot_segment', [{ ...a, name: Buffer.from('../été', 'latin1') }]],
    ['a directory that climbs', 'dot_segment', [{ name: '../' }]],
    ['an absolute path', 'absolute_path', [{ ...a, name: '/a' }]],
    ['an absolute path of Windows', 'absolute_path', [{ ...a, name: '\\\\host\\a' }]],
    ['a drive', 'drive_letter', [{ ...a, name: 'C:a' }]],
    ['a bomb', 'compression_ratio', [bomb]],
    ['a bomb that is too large too', 'compression_ratio', [{ ...a, content: Buffer.alloc(5 * mib) }]],
    ['a bomb with a password', 'compression_ratio', [{ ...bomb, flags: 0x801 }]],
    [
      'a bomb of many, which are too large each',
      'archive_too_large',
      Array.from({ length: 4 }, (_, n) => ({ ...a, name: `${n}`, method: 0, bytes: 3 * mib, storedBytes: 3 * mib })),
    ],
    ['a shared header', 'overlap', [a, { ...a, offset: 0 }]],
    ['a shared header under another name', 'overlap', [a, { ...a, name: 'b', offset: 0 }]],
    [
      'bytes of another under another local name',
      'overlap',
      [{ ...a, local: { name: 'ab' }, stored: Buffer.alloc(1), storedBytes: 99 }, a],
    ],
    ['a header outside', 'overlap', [{ ...a, offset: 100_000 }]],
  ])('%s refuses the archive: %s', async (_, reason, entries) => {
    const given = { ...limits, fileBytes: 2 * mib };
    await expect(refusedOf(entries, given)).rejects.toMatchObject({ options: { extensions: { reason } } });
  });
});
