// Real: the whole API and its worker, PostgreSQL, the storage in a directory, the threads that read files, people who sign in.
// Faked: the archives, which are made byte by byte.
import { gzipSync } from 'node:zlib';
import { type HostileEntry, hostileZip, u16, u32, u64 } from '../../../test/support/hostile-zip.js';
import { archivesOfRider, good, nothing, rideOf } from '../../../test/support/ride-archives.js';
import { fitOf, gpxOf } from '../../../test/support/ride-files.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { workers } from '../../../test/support/workers.js';

let api: TestApp;
let rider: Awaited<ReturnType<typeof archivesOfRider>>;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
beforeEach(async () => {
  rider = await archivesOfRider(api);
});
afterAll(() => api?.close());

it('one bad file stops nothing, and says why it was refused', async () => {
  const content = fitOf(rideOf(1));
  const zip = hostileZip([{ name: 'a.fit', content }]);
  const gigabyte = Buffer.concat(Array(64).fill(gzipSync(Buffer.alloc(2 ** 24))));
  const bad: [what: string, entry: HostileEntry, code: string][] = [
    ['a nested ZIP', { name: 'nested.fit', content: zip }, 'not_a_recording'],
    ['a nested ZIP, gzipped', { name: 'nested.gpx.gz', content: gzipSync(zip) }, 'not_a_recording'],
    ['a page', { name: 'page.gpx', content: 'Sign in' }, 'not_a_recording'],
    ['no ride', { name: 'empty.gpx', content: '<gpx></gpx>' }, 'recording_empty'],
    ['a wrong checksum', { name: 'damaged.fit', content, crc32: 1 }, 'damaged'],
    ['more bytes than it says', { name: 'liar.fit', content, bytes: 10 }, 'size_mismatch'],
    ['a gzip bomb', { name: 'bomb.fit.gz', content: gigabyte, method: 0 }, 'too_large_unpacked'],
    ['over 25 MiB', { name: 'large.gpx', content: Buffer.alloc(25 * 2 ** 20 + 1), method: 0 }, 'file_too_large'],
    ['over 100 MB', { name: 'huge.gpx', stored: Buffer.alloc(2 ** 20), bytes: 101 * 2 ** 20 }, 'file_too_large'],
    ['encrypted', { name: 'secret.fit', content, flags: 0x801 }, 'encrypted'],
    ['a colon', { name: 'ride 10:30.fit', content }, 'windows_character'],
    ['a question mark', { name: 'ride?.fit', content }, 'windows_character'],
    ['U+0000', { name: 'a\0.fit', content }, 'control_character'],
    ['a long path', { name: `${'long/'.repeat(240)}a.fit`, content }, 'path_too_long'],
    ['another name in its own header', { name: 'a.fit', content, local: { name: 'b.fit' } }, 'header_mismatch'],
  ];
  const last = { name: 'last.gpx', content: gpxOf(rideOf(2)) };
  const done = await rider.ended(await rider.sendEntries([...bad.map(([, entry]) => entry), last]));
  const expected = bad.map(([what, { name }, code]) => [
    what,
    String(name).replace('\0', '\ufffd').slice(0, 500),
    code,
  ]);
  const told = await rider.listed(done.id);
  const file = { index: bad.length, path: last.name, state: 'stored', code: null };
  expect(told.pop()).toEqual({ ...file, rides: 1, rideId: expect.any(String) });
  expect(told.map(({ path, code }, n) => [bad[n]?.[0], path, code])).toEqual(expected);
  expect(done.result).toEqual({ stored: 1, duplicate: 0, refused: bad.length, rides: 1, passedOver: 0 });
  expect(await rider.settled(1)).toMatchObject({ rides: 1, archives: 0, uploads: 0, used: last.content.length });
});

/** Without content. */
const emptyFiles = (count: number, name: string) =>
  Array.from({ length: count }, (_, i) => ({ name: `${i}${name}`, content: '', method: 0 }));
/** As a ZIP whose directory has more entries than the plain format counts. */
function many(entries: HostileEntry[]): Buffer {
  const plain = hostileZip(entries, { count: 0xffff });
  const [bytes, offset] = [plain.readUInt32LE(plain.length - 10), plain.readUInt32LE(plain.length - 6)];
  const [count, size, from] = [entries.length, bytes, offset].map((number) => u64(BigInt(number))) as [
    Buffer,
    Buffer,
    Buffer,
  ];
  const record = [u32(0x06064b50), u64(44n), u16(45), u16(45), u32(0), u32(0), count, count, size, from];
  const locator = [u32(0x07064b50), u32(0), u64(BigInt(offset + bytes)), u32(1)];
  return hostileZip(entries, { count: 0xffff, before: Buffer.concat([...record, ...locator]) });
}

it.each<[string, () => Buffer, string, string]>([
  ['no ZIP', () => Buffer.from('plain text'), 'archive_refused', 'neither a ZIP'],
  ['a ZIP that was cut off', () => hostileZip([good]).subarray(0, -30), 'archive_refused', 'cut off'],
  [
    'a path that leaves the folder',
    () => hostileZip([good, { name: '../outside.fit', content: 'a' }]),
    'archive_refused',
    '“../outside.fit”',
  ],
  [
    'a ZIP bomb',
    () => hostileZip([good, { name: 'a.gpx', content: Buffer.alloc(50 * 2 ** 20) }]),
    'archive_refused',
    '200 times',
  ],
  [
    'a ZIP bomb by what it says of all files',
    () =>
      hostileZip([1, 2, 3].map((n) => ({ name: `${n}.gpx`, method: 0, bytes: 2 ** 32 - 2, storedBytes: 2 ** 32 - 2 }))),
    'archive_refused',
    '10,737,418,240 bytes in all',
  ],
  ['entries that share their bytes', () => hostileZip([good, { ...good, offset: 0 }]), 'archive_refused', 'overlap'],
  ['100,000 files', () => many(emptyFiles(100_000, '.jpg')), 'archive_refused', '20,000 entries'],
  ['5,001 recordings', () => hostileZip(emptyFiles(5001, '.fit')), 'too_many_recordings', '5000 files'],
])('%s is refused as a whole, and nothing of it is kept', async (_, zip, code, detail) => {
  const { id, state, error } = await rider.ended(await rider.send(zip()));
  expect([state, error?.code, error?.detail]).toEqual(['failed', code, expect.stringContaining(detail)]);
  expect(await rider.settled(0)).toEqual(nothing);
  expect(await rider.listed(id)).toEqual([]);
});
