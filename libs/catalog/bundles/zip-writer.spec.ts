import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { planZip, type ZipMember } from './zip-plan.js';
import { zipHeaders } from './zip-records.js';
import { bundleLength, writeBundle } from './zip-writer.js';

/** A member with this content, which its reader gives in chunks of 1,000 bytes. */
function member(path: string, content: Buffer, encoding: ZipMember['encoding'] = 'deflate'): ZipMember {
  const stored = encoding === 'deflate' ? deflateRawSync(content) : content;
  const chunks = Array.from({ length: Math.ceil(stored.length / 1000) }, (_, i) =>
    stored.subarray(i * 1000, i * 1000 + 1000),
  );
  const facts = { path, bytes: content.length, crc32: crc32(content), storedBytes: stored.length, encoding };
  return { ...facts, read: async () => Readable.from(chunks) };
}

/** A member of sizes that nobody reads. */
function unread(path: string, bytes: number, storedBytes = bytes): ZipMember {
  const read = () => {
    throw new Error('It is not read.');
  };
  return { path, bytes, crc32: 0, storedBytes, encoding: bytes === storedBytes ? 'identity' : 'deflate', read };
}

async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  return entries;
}

const written = (members: readonly ZipMember[]) => buffer(writeBundle(members));

const segments = fc.stringMatching(/^[\p{L}\p{N} ._-]{1,12}$/u).filter((segment) => segment.isWellFormed());
const members = fc
  .uniqueArray(
    fc.record({
      // yauzl refuses `..` by itself.
      path: fc
        .array(segments, { minLength: 1, maxLength: 3 })
        .map((parts) => parts.join('/'))
        .filter((path) => !path.split('/').includes('..')),
      content: fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
      encoding: fc.constantFrom('deflate' as const, 'identity' as const),
    }),
    { selector: ({ path }) => path, maxLength: 12 },
  )
  .map((list) => list.map(({ path, content, encoding }) => ({ content, member: member(path, content, encoding) })));

describe('a ZIP around kept bytes', () => {
  it('gives back every member to another reader, whatever the members are, in one order and with one length', () =>
    fc.assert(
      fc.asyncProperty(members, async (list) => {
        const input = list.map((one) => one.member);
        const zip = await written(input);
        expect(zip.length).toBe(bundleLength(input));
        expect(zip.equals(await written(input.toReversed()))).toBe(true);
        const opened = await fromBufferPromise(zip);
        const entries = await entriesOf(opened);
        const byBytes = list.map(({ member: { path } }) => path).sort((a, b) => Buffer.from(a).compare(Buffer.from(b)));
        expect(entries.map(({ fileName }) => fileName)).toEqual(byBytes);
        for (const entry of entries) {
          const { content } = list.find(({ member: { path } }) => path === entry.fileName) as (typeof list)[number];
          expect(await buffer(await opened.openReadStreamPromise(entry))).toEqual(content);
          expect(entry.crc32).toBe(crc32(content));
          const local = await opened.readLocalFileHeaderPromise(entry);
          expect(local).toMatchObject({ crc32: entry.crc32, compressedSize: entry.compressedSize });
          expect(local).toMatchObject({ uncompressedSize: content.length, fileName: entry.fileNameRaw });
        }
      }),
      { numRuns: 60 },
    ));

  it('consists of these bytes', async () => {
    const zip = await written([member('é', Buffer.from('abc'), 'identity')]);
    const shared = '1400' + '0008' + '0000' + '0000' + '2100' + 'c2412435' + '03000000' + '03000000' + '0200';
    const local = `504b0304${shared}0000c3a9616263`;
    const directory = `504b0102${'2d03'}${shared}0000000000000000${'0000a481'}00000000c3a9`;
    expect(zip.toString('hex')).toBe(`${local}${directory}504b05060000000001000100${'30000000'}${'23000000'}0000`);
  });

  it('begins with the manifest, also where other paths sort before it', async () => {
    const zip = await fromBufferPromise(
      await written(['!a', '.a', '.palier/manifest.json'].map((path) => unread(path, 0))),
    );
    expect((await entriesOf(zip)).map(({ fileName }) => fileName)).toEqual(['.palier/manifest.json', '!a', '.a']);
  });

  it('is an empty ZIP without members', async () => {
    expect((await written([])).toString('hex')).toBe(`504b0506${'00'.repeat(18)}`);
  });

  it.each([
    ['fewer', 'ab'],
    ['more', 'abcd'],
  ])('fails when a reader gives %s bytes than said, and closes it', async (which, given) => {
    const source = Readable.from([Buffer.from(given), Buffer.from('')], { objectMode: false });
    const wrong = { ...member('a/b', Buffer.from('abc'), 'identity'), read: () => source };
    const chunks: string[] = [];
    const drained = async () => {
      for await (const chunk of writeBundle([wrong])) chunks.push(String(chunk));
    };
    await expect(drained()).rejects.toThrow(`The stored bytes of a/b are ${which} than 3.`);
    expect(chunks).not.toContain('abcd');
    expect(source.destroyed).toBe(true);
  });

  it('closes the member that is being read when its own reader leaves', async () => {
    const source = Readable.from([Buffer.alloc(1000), Buffer.alloc(1000)], { objectMode: false });
    const stream = writeBundle([{ ...member('a', Buffer.alloc(2000), 'identity'), read: () => source }]);
    for await (const chunk of stream) if (chunk.length === 1000) break;
    // Node destroys it in a later turn.
    await new Promise(setImmediate);
    expect(source.destroyed).toBe(true);
  });

  it('refuses two members of one path, and a member that is kept as it is with two sizes', () => {
    expect(() => writeBundle([unread('a', 0), unread('a', 0)])).toThrow('Two members of a ZIP have the path a.');
    expect(() => bundleLength([{ ...unread('a', 3, 2), encoding: 'identity' }])).toThrow('a is kept as it is');
  });
});

describe('ZIP64', () => {
  const directory = mkdtempSync(join(tmpdir(), 'palier-zip64-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  /** Opens a ZIP of these members in a file with holes where their content would be. */
  async function withHoles(list: readonly ZipMember[]): Promise<ZipFile> {
    const plan = planZip(list);
    const { headers, localEnds } = zipHeaders(plan);
    const file = join(directory, 'holes.zip');
    writeFileSync(file, '');
    truncateSync(file, plan.length);
    const opened = openSync(file, 'r+');
    let from = 0;
    for (const [index, { offset }] of plan.placed.entries()) {
      writeSync(opened, headers, from, (localEnds[index] as number) - from, offset);
      from = localEnds[index] as number;
    }
    writeSync(opened, headers, from, headers.length - from, plan.directoryOffset);
    closeSync(opened);
    return openPromise(file, { autoClose: false });
  }

  /** Whether the end of a ZIP has ZIP64 records. */
  function endsLong(list: readonly ZipMember[]): boolean {
    const { headers } = zipHeaders(planZip(list));
    return headers.readUInt32LE(headers.length - 42) === 0x07064b50;
  }

  it('holds 70,000 members, and their count', async () => {
    const list = Array.from({ length: 70_000 }, (_, i) => unread(`file-${i}`, 0));
    const zip = await written(list);
    expect(zip.length).toBe(bundleLength(list));
    const opened = await fromBufferPromise(zip);
    expect([opened.entryCount, (await entriesOf(opened)).length]).toEqual([70_000, 70_000]);
    expect(zip.subarray(-22).toString('hex')).toContain('ffffffff');
  });

  it('holds sizes and offsets over 4 GB', async () => {
    const large = 5_000_000_000;
    const list = [unread('a', large), unread('b', large, 1000), unread('c', 3), unread('d', 0)];
    const zip = await withHoles(list);
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      const local = await zip.readLocalFileHeaderPromise(entry);
      expect(local.fileName.toString()).toBe(entry.fileName);
      const sizes =
        local.extraField.length === 0
          ? []
          : [local.extraField.readBigUInt64LE(4), local.extraField.readBigUInt64LE(12)];
      expect(sizes.map(Number)).toEqual(entry.uncompressedSize === large ? [large, entry.compressedSize] : []);
    }
    expect(entries).toEqual([
      expect.objectContaining({ uncompressedSize: large, compressedSize: large, relativeOffsetOfLocalHeader: 0 }),
      expect.objectContaining({ uncompressedSize: large, compressedSize: 1000 }),
      expect.objectContaining({ uncompressedSize: 3, compressedSize: 3 }),
      expect.objectContaining({ uncompressedSize: 0 }),
    ]);
    zip.close();
  });

  it('is used from the value on that marks a full field, and not before', () => {
    const [count, size] = [0xffff, 0xffffffff];
    const many = (n: number) => Array.from({ length: n }, (_, i) => unread(`${i}`, 0));
    expect([endsLong(many(count - 1)), endsLong(many(count))]).toEqual([false, true]);
    // 31 bytes of header before the directory.
    expect([endsLong([unread('a', size - 32)]), endsLong([unread('a', size - 31)])]).toEqual([false, true]);
    const lengths = [
      [size - 1, 1],
      [size, 1],
      [1, size],
      [size, size + 1],
    ].map(([bytes, stored]) => bundleLength([unread('a', bytes as number, stored)]) - (stored as number));
    const plain = 31 + 47 + 22;
    expect(lengths).toEqual([plain, plain + 20 + 12, plain + 20 + 12 + 76, plain + 20 + 20 + 76]);
  });
});
