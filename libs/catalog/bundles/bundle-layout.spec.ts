import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { type HostileEnd, type HostileEntry, hostileZip, u16, u32, u64 } from '../../../test/support/hostile-zip.js';
import { manifestMember, manifestText } from './bundle-manifest.js';
import { verifyBundle } from './verify-bundle.js';
import { planZip, type ZipMember } from './zip-plan.js';
import { writeBundle } from './zip-writer.js';

const directory = mkdtempSync(join(tmpdir(), 'palier-bundles-'));
const file = join(directory, 'diary.zip');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** What is wrong with a bundle, as `entry: reason`, and the texts of the faults of its layout. */
async function check(zip: Buffer): Promise<{ faults: string[]; where: string }> {
  writeFileSync(file, zip);
  const { faults } = await verifyBundle(file);
  const layout = faults.filter(({ reason }) => reason === 'other_layout');
  return {
    faults: faults.map(({ entry = '', reason }) => `${entry}: ${reason}`),
    where: layout.map(({ text }) => text).join(),
  };
}

const contents = { 'index.js': 'run();\n'.repeat(9), 'lib/été.js': 'x', 'z-last': '' };
const store = { slug: 'wistant', tenantId: '019a0000-0000-7000-8000-000000000001' };
const files = Object.entries(contents).map(([path, content]) => ({
  path,
  bytes: Buffer.byteLength(content),
  sha256: createHash('sha256').update(content).digest('hex'),
}));
const manifest = manifestText({ store, app: 'diary', version: '1.0.0', files });
const members: ZipMember[] = Object.entries(contents).map(([path, content]) => {
  const stored = deflateRawSync(content);
  const facts = { path, bytes: Buffer.byteLength(content), crc32: crc32(content), storedBytes: stored.length };
  return { ...facts, encoding: 'deflate', read: () => Readable.from([stored]) };
});
const plan = planZip([manifestMember(manifest), ...members]);

const plain = { attributes: 0o100644 * 65536 };
const manifestEntry: HostileEntry = { ...plain, name: '.palier/manifest.json', content: manifest, method: 0 };
const entries: HostileEntry[] = Object.entries(contents).map(([name, content]) => ({ ...plain, name, content }));
const [index, lib, last] = entries as [HostileEntry, HostileEntry, HostileEntry];
/** A bundle with `index.js` changed, and the end. */
const altered = (change: Partial<HostileEntry>, end: HostileEnd = {}) =>
  hostileZip([manifestEntry, { ...index, ...change }, lib, last], end);

/** Another name for the entry, by which Info-ZIP unpacks it (APPNOTE 4.6.9). */
function unicodePath(name: string, other: string): Buffer {
  return Buffer.concat([u16(0x7075), u16(5 + other.length), Buffer.from([1]), u32(crc32(name)), Buffer.from(other)]);
}

/** A local header with its content, which no directory lists. */
function hidden(name: string, content: string): Buffer {
  const zip = hostileZip([{ ...plain, name, content }]);
  return zip.subarray(0, zip.indexOf('PK\u0001\u0002'));
}

/** Replaces bytes of a bundle: `length` of them at the place of a mark, moved by some. */
function spliced(mark: string, by: number, length: number, put: Buffer, zip = altered({})): Buffer {
  const at = zip.lastIndexOf(mark) + by;
  return Buffer.concat([zip.subarray(0, at), put, zip.subarray(at + length)]);
}

const none = Buffer.alloc(0);
const [local, listing, end] = ['PK\u0003\u0004', 'PK\u0001\u0002', 'PK\u0005\u0006'];
const descriptor = Buffer.concat([u32(0x08074b50), u32(1), u32(2), u32(3)]);
/** The records by which an archive has more than 65,535 entries, around those of few. */
function zip64(zip: Buffer): Buffer {
  const at = zip.lastIndexOf(end);
  const [bytes, offset] = [zip.readUInt32LE(at + 12), zip.readUInt32LE(at + 16)];
  const versions = [u16(0x032d), u16(45), u32(0), u32(0)];
  const record = [u32(0x06064b50), u64(44n), ...versions, u64(4n), u64(4n), u64(BigInt(bytes)), u64(BigInt(offset))];
  const locator = [u32(0x07064b50), u32(0), u64(BigInt(at)), u32(1)];
  return Buffer.concat([zip.subarray(0, at), ...record, ...locator, zip.subarray(at)]);
}

describe('the bytes of a bundle around its files', () => {
  it('are those that were written', async () => {
    const zip = await buffer(writeBundle([manifestMember(manifest), ...members]));
    expect(zip.equals(altered({}))).toBe(true);
    expect(await check(zip)).toEqual({ faults: [], where: '' });
  });

  const fromByte = (at: number, where: string) =>
    `From byte ${at} on, ${where}, the bundle is not what Palier writes around its files. Do not use it.`;
  const second = plan.placed[1]?.offset as number;
  const third = plan.placed[2]?.offset as number;

  it('are told from the first other one on', async () => {
    const path = { extra: unicodePath('index.js', 'postinstall.js') };
    expect(await check(altered({ local: path }))).toEqual({
      faults: ['index.js: other_layout'],
      where: fromByte(second + 28, 'where its local header belongs'),
    });
    const listed = plan.directoryOffset + 46 + '.palier/manifest.json'.length;
    expect(await check(altered({ ...path, local: { extra: none } }))).toEqual({
      faults: ['index.js: other_layout'],
      where: fromByte(listed + 30, 'where its entry in the directory belongs'),
    });
    const inserted = await check(altered({ after: hidden('postinstall.js', 'evil();') }));
    expect(inserted).toEqual({
      faults: ['lib/été.js: other_layout'],
      where: fromByte(third + 14, 'where its local header belongs'),
    });
    const comment = await check(altered({}, { comment: 'hello' }));
    expect([comment.faults, comment.where]).toEqual([
      [': other_layout'],
      fromByte(plan.length - 2, 'where the end of the directory belongs'),
    ]);
  });

  const both = unicodePath('index.js', 'postinstall.js');
  const kinds: [what: string, zip: Buffer][] = [
    ['another name in a Unicode path field', altered({ extra: both })],
    ['an extra field of times', altered({ extra: Buffer.concat([u16(0x5455), u16(5), Buffer.alloc(5)]) })],
    [
      'an extra field of an owner',
      altered({ local: { extra: Buffer.concat([u16(0x7875), u16(1), u16(1).subarray(1)]) } }),
    ],
    ['a ZIP64 field that is not needed', altered({ extra: Buffer.concat([u16(1), u16(0)]) })],
    ['extra bytes that are no field', altered({ local: { extra: Buffer.alloc(3) } })],
    ['an entry between two that no directory lists', altered({ after: hidden('postinstall.js', 'evil();') })],
    [
      'an entry before the directory that it does not list',
      hostileZip([manifestEntry, index, lib, { ...last, after: hidden('p.js', 'x') }]),
    ],
    ['bytes between two entries', altered({ after: Buffer.from('x') })],
    ['a data descriptor', altered({ flags: 0x808, after: descriptor })],
    [
      'a data descriptor that only the local header tells of',
      altered({ local: { flags: 0x808, crc32: 0, bytes: 0, storedBytes: 0 } }),
    ],
    ['bytes before the ZIP', Buffer.concat([Buffer.from('#!/bin/sh\n'), altered({})])],
    ['an entry before the ZIP', Buffer.concat([hidden('p.js', 'x'), altered({})])],
    ['bytes after the ZIP', Buffer.concat([altered({}), Buffer.from('x')])],
    ['a second end after the ZIP', Buffer.concat([altered({}), hostileZip([])])],
    ['a comment of the ZIP', altered({}, { comment: 'x' })],
    ['a comment of an entry', spliced(listing, 32, 2, u16(1), spliced(end, 0, 0, Buffer.from('x')))],
    ['bytes before the end of the directory', altered({}, { before: Buffer.from('x') })],
    ['a count that is too low', altered({}, { count: 3 })],
    ['a directory at another place', altered({}, { directoryOffset: 1 })],
    ['ZIP64 records that are not needed', zip64(altered({}))],
    ['an entry twice', hostileZip([manifestEntry, index, index, lib, last])],
    ['an entry listed twice', hostileZip([manifestEntry, index, { ...index, offset: second }, lib, last])],
    ['an entry more', hostileZip([manifestEntry, index, { ...plain, name: 'k', content: 'x' }, lib, last])],
    ['a directory', hostileZip([manifestEntry, index, lib, { ...plain, name: 'lib/' }, last])],
    ['entries in another order', hostileZip([manifestEntry, lib, index, last])],
    ['the manifest last', hostileZip([...entries, manifestEntry])],
    ['the manifest deflated', hostileZip([{ ...manifestEntry, method: 8 }, ...entries])],
    ['another mode', altered({ attributes: 0o100755 * 65536 })],
    ['the attributes of MS-DOS', altered({ attributes: plain.attributes + 1 })],
    ['a symbolic link', altered({ attributes: 0o120777 * 65536 })],
    ['names that are not marked as UTF-8', altered({ flags: 0 })],
    ['the mark of the fastest compression', altered({ flags: 0x806 })],
    ['the mark of encryption', altered({ flags: 0x801 })],
    ['another local name', altered({ local: { name: 'index.sh' } })],
    ['another method', altered({ method: 9 })],
    ['another version needed', spliced(listing, 6, 2, u16(45))],
    ['another program that made it', spliced(listing, 4, 2, u16(20))],
    ['another time', spliced(listing, 12, 2, u16(1))],
    ['another local time', spliced(local, 10, 2, u16(1))],
    ['another date', spliced(listing, 14, 2, u16(0x22))],
    ['another disk', spliced(listing, 34, 2, u16(1))],
    ['internal attributes', spliced(listing, 36, 2, u16(1))],
    ['an end of another disk', spliced(end, 4, 2, u16(1))],
    ['less', altered({}).subarray(0, -1)],
  ];
  it.each(kinds)('are refused with %s', async (_, zip) => {
    expect(zip.equals(altered({}))).toBe(false);
    expect((await check(zip)).faults).not.toEqual([]);
  });

  /** Of each byte outside the contents of files. */
  const around = Array.from({ length: plan.length }, (_, at) => at).filter(
    (at) =>
      !plan.placed.some(({ member, offset, nameBytes }) => {
        const data = offset + 30 + nameBytes;
        return at >= data && at < data + member.storedBytes;
      }),
  );

  it('are refused with any of them changed', async () => {
    const zip = altered({});
    const passed: number[] = [];
    for (const at of around) {
      const changed = Buffer.from(zip);
      changed[at] = (changed[at] as number) ^ (1 << (at % 8));
      if ((await check(changed)).faults.length === 0) passed.push(at);
    }
    expect(passed).toEqual([]);
  });

  it('are refused with any run of them replaced, or anything put in or left out anywhere', () =>
    fc.assert(
      fc.asyncProperty(
        fc.nat({ max: plan.length }),
        fc.nat({ max: 40 }),
        fc.uint8Array({ maxLength: 40 }),
        async (at, length, put) => {
          const zip = altered({});
          const changed = Buffer.concat([zip.subarray(0, at), put, zip.subarray(at + length)]);
          // Within a content some bits of deflate may be anything: the content is the same.
          fc.pre(changed.length !== zip.length || around.some((each) => changed[each] !== zip[each]));
          expect((await check(changed)).faults).not.toEqual([]);
        },
      ),
      { numRuns: 300 },
    ));
});
