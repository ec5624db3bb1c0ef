// Real: the whole API and its worker, PostgreSQL, the storage in a directory, the threads that read files, people who sign in.
// Faked: the archives, which are made byte by byte; the use of a quota and the age of an archive, which SQL writes.
import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { Degradation } from '#platform/degradation';
import { JobControl } from '#platform/jobs';
import { TenantDirectory } from '#platform/tenancy';
import { enforceRetention } from '../../../test/support/enforce-retention.js';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { type HostileEntry, hostileZip, u16, u32, u64 } from '../../../test/support/hostile-zip.js';
import { fitOf, gpxOf, knownRide, tcxOf } from '../../../test/support/ride-files.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';
import type { ArchiveFileDto } from './archives.dto.js';

let api: TestApp;
let tenant: { id: string; slug: string };
let me: SignedIn;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
beforeEach(async () => {
  tenant = await freshTenant(api, { product: 'velo' });
  me = await signedIn(api, tenant, 'member');
});
afterAll(() => api?.close());

const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
const ride = (day: number) =>
  knownRide({ beganAt: Date.UTC(2026, 3, day), latitude: 48, longitude: 2, azimuth: 9, speed: 7, seconds: 60 });
const send = (zip: Buffer, by = me, url = 'archives', type = 'application/zip') =>
  callAs(api, by.token, 'POST', `/v1/rides/${url}`, zip, { 'content-type': type });
const sendEntries = (entries: HostileEntry[]) => send(hostileZip(entries));
const operation = async (id: string) => (await callAs(api, me.token, 'GET', `/v1/operations/${id}`)).json();
const told = (answer: { statusCode: number; body: string }) => [answer.statusCode, JSON.parse(answer.body).code];

/** An operation that was begun, once it has ended. */
async function ended(answer: { statusCode: number; body: string }) {
  expect([answer.statusCode, answer.body]).toEqual([202, expect.any(String)]);
  const { id } = JSON.parse(answer.body);
  return until(async () => {
    const seen = await operation(id);
    return ['succeeded', 'failed', 'cancelled'].includes(seen.state) && seen;
  });
}
const filesOf = (id: string, query = '', by = me) =>
  callAs(api, by.token, 'GET', `/v1/rides/archives/${id}/files?limit=100${query}`);
const listed = async (id: string, query = ''): Promise<ArchiveFileDto[]> => (await filesOf(id, query)).json().data;

/** What the tenant has in the database, on disk, and of its quota. */
async function kept() {
  const count = (table: string) => `(select count(*)::int from ${table} where tenant_id = '${tenant.id}')`;
  const [rows] = await sql<{ rides: number; archives: number; uploads: number; used: number }>(
    `select ${count('rides.rides')} as rides, ${count('rides.archive_blobs')} as archives, ${count('platform.uploads')} as uploads,
      coalesce((select used::float8 from tenants.usage where tenant_id = '${tenant.id}' and quota = 'storageBytes'), 0) as used`,
  );
  const names = readdirSync(api.dataDir, { recursive: true, withFileTypes: true });
  const ours = new RegExp(`/storage/(${tenant.id}|incoming)(/|$)`);
  if (!rows) throw new Error('A select without a row.');
  return { ...rows, files: names.filter((entry) => entry.isFile() && ours.test(entry.parentPath)).length };
}
const nothing = { rides: 0, archives: 0, uploads: 0, used: 0, files: 0 };
/** Files are deleted after the commit that releases them. */
const settled = async (files: number) => {
  await until(async () => (await kept()).files === files);
  return kept();
};

it('makes rides of what is a recording, and says what became of each file', async () => {
  const before = fitOf(ride(1));
  const known = (await send(before, me, 'files', 'application/octet-stream')).json().rides[0].id;
  const two = gpxOf(ride(4)).replace(
    '</trk>',
    '</trk><trk><trkseg><trkpt lat="1" lon="1"><time>2026-04-05T00:00:00Z</time></trkpt></trkseg></trk>',
  );
  const files: [entry: HostileEntry, state?: string, rides?: number][] = [
    [{ name: 'activities/', content: '' }],
    [{ name: 'profile.csv', content: 'name' }],
    [{ name: 'activities/1.fit', content: before }, 'duplicate', 1],
    [{ name: 'activities/2.FIT.gz', content: gzipSync(fitOf(ride(2))) }, 'stored', 1],
    [{ name: 'activities/again.fit.gz', content: gzipSync(fitOf(ride(2))) }, 'duplicate', 1],
    [{ name: `${'long/'.repeat(120)}3.tcx`, content: tcxOf(ride(3)) }, 'stored', 1],
    [{ name: '__MACOSX/activities/._1.fit', content: 'of macOS' }],
    [{ name: 'two.gpx', content: two }, 'stored', 2],
    [{ name: 'photo.jpg', content: 'a photo' }],
    [{ name: 'nested.zip', content: hostileZip([{ name: 'a.fit', content: before }]) }],
    [{ name: 'nested.zip', content: 'of the same name' }],
    [{ name: 'photo: a?.jpg', content: 'a photo' }],
    [{ name: 'film.mp4', stored: Buffer.alloc(2 ** 20), bytes: 150 * 2 ** 20 }],
    [{ name: 'last.gpx', content: gpxOf(ride(7)) }, 'stored', 1],
  ];
  const done = await ended(await sendEntries(files.map(([entry]) => entry)));
  expect(done).toMatchObject({
    state: 'succeeded',
    result: { stored: 4, duplicate: 2, refused: 0, rides: 5, passedOver: 8 },
  });
  const expected = files.flatMap(([{ name }, state, rides]) =>
    state ? [expect.objectContaining({ path: String(name).slice(0, 500), state, code: null, rides })] : [],
  );
  const told = await listed(done.id);
  expect(told).toEqual(expected);
  expect(told.map(({ rideId }) => rideId !== null)).toEqual(told.map(({ rides }) => rides > 0));
  expect([told[0]?.rideId, told[2]?.rideId]).toEqual([known, told[1]?.rideId]);
  expect((await listed(done.id, '&state=duplicate')).map(({ index }) => index)).toEqual(
    [told[0], told[2]].map((file) => file?.index),
  );
  const bytes = [
    before,
    gzipSync(fitOf(ride(2))),
    Buffer.from(tcxOf(ride(3))),
    Buffer.from(two),
    Buffer.from(gpxOf(ride(7))),
  ];
  const used = bytes.reduce((sum, { length }) => sum + length, 0);
  expect(await settled(5)).toEqual({ rides: 6, archives: 0, uploads: 0, used, files: 5 });
});

it('one bad file stops nothing, and says why it was refused', async () => {
  const content = fitOf(ride(1));
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
  const last = { name: 'last.gpx', content: gpxOf(ride(2)) };
  const done = await ended(await sendEntries([...bad.map(([, entry]) => entry), last]));
  const expected = bad.map(([what, { name }, code]) => [
    what,
    String(name).replace('\0', '\ufffd').slice(0, 500),
    code,
  ]);
  const told = await listed(done.id);
  const file = { index: bad.length, path: last.name, state: 'stored', code: null };
  expect(told.pop()).toEqual({ ...file, rides: 1, rideId: expect.any(String) });
  expect(told.map(({ path, code }, n) => [bad[n]?.[0], path, code])).toEqual(expected);
  expect(done.result).toEqual({ stored: 1, duplicate: 0, refused: bad.length, rides: 1, passedOver: 0 });
  expect(await settled(1)).toMatchObject({ rides: 1, archives: 0, uploads: 0, used: last.content.length });
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
const good = { name: 'good.fit', content: fitOf(ride(1)) };

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
  const { id, state, error } = await ended(await send(zip()));
  expect([state, error?.code, error?.detail]).toEqual(['failed', code, expect.stringContaining(detail)]);
  expect(await settled(0)).toEqual(nothing);
  expect(await listed(id)).toEqual([]);
});

it('is there for its rider alone', async () => {
  const { id } = await ended(await sendEntries([good]));
  for (const other of [await signedIn(api, tenant, 'owner'), await signedIn(api, tenant, 'member')]) {
    expect(told(await filesOf(id, '', other))).toEqual([404, 'archive_not_found']);
    expect(told(await callAs(api, other.token, 'GET', `/v1/operations/${id}`))).toEqual([404, 'operation_not_found']);
  }
});

it('a full quota stops it, and what was stored stays', async () => {
  const entries = [1, 2, 3].map((day) => ({ name: `${day}.fit`, content: fitOf(ride(day)) }));
  const zip = hostileZip(entries);
  const size = (day: number) => fitOf(ride(day)).length;
  const room = zip.length + size(1) + 10;
  await sql(
    `update tenants.tenants set plan = 'starter' where id = '${tenant.id}'; set app.tenant_id = '${tenant.id}';
     insert into tenants.usage (tenant_id, quota, used) values ('${tenant.id}', 'storageBytes', (20::bigint << 30) - ${room})
       on conflict (tenant_id, quota) do update set used = excluded.used`,
  );
  await api.app.get(TenantDirectory).refresh();
  const { id, state, error } = await ended(await send(zip));
  expect([state, error?.code]).toEqual(['failed', 'quota_exceeded']);
  expect((await listed(id)).map(({ path, state }) => [path, state])).toEqual([['1.fit', 'stored']]);
  const [{ left } = { left: 0 }] = await sql<{ left: number }>(
    `select ((20::bigint << 30) - used)::int as left from tenants.usage where tenant_id = '${tenant.id}' and quota = 'storageBytes'`,
  );
  expect([left, (await settled(1)).archives]).toEqual([room - size(1), 0]);
});

/** An import that waits in the midst of its first file. */
async function held() {
  const transaction = await heldTransaction(api.database.adminUrl, 'lock table rides.archive_files in exclusive mode');
  const begun = await sendEntries([1, 2].map((day) => ({ name: `${day}.fit`, content: fitOf(ride(day)) })));
  await transaction.blocks();
  return { transaction, begun, id: begun.json().id };
}

it('one archive of a rider is at work at a time; cancelled, it leaves what was stored, and gives back the rest', async () => {
  const { transaction, begun, id } = await held();
  await using _ = transaction;
  expect(told(await sendEntries([good]))).toEqual([409, 'archive_at_work']);
  await callAs(api, me.token, 'POST', `/v1/operations/${id}/cancel`);
  await transaction.rollback();
  expect(await ended(begun)).toMatchObject({ state: 'cancelled' });
  const files = await listed(id);
  expect(await settled(files.length)).toMatchObject({ rides: files.length, archives: 0, uploads: 0 });
  expect(await ended(await sendEntries([good]))).toMatchObject({ state: 'succeeded' });
});

it('what was cancelled in its queue is given back with the next archive, or after three days', async () => {
  const degradation = api.app.get(Degradation);
  for (const takeBack of [
    async () => {
      await degradation.set(0, 'test');
      expect(told(await send(Buffer.from('plain text')))).toEqual([202, undefined]);
    },
    async () => {
      await sql(
        `update rides.archive_blobs set created_at = now() - interval '73 hours' where tenant_id = '${tenant.id}'`,
      );
      await enforceRetention(api.database.database);
    },
  ]) {
    await degradation.set(1, 'test');
    const { id } = (await sendEntries([good])).json();
    await until(async () => (await api.app.get(JobControl).count('rides.import-archive', 'waiting')) === 1);
    await callAs(api, me.token, 'POST', `/v1/operations/${id}/cancel`);
    expect(await operation(id)).toMatchObject({ state: 'cancelled' });
    expect(await kept()).toMatchObject({ archives: 1, files: 1, used: hostileZip([good]).length });
    await takeBack();
    await until(async () => (await kept()).used === 0);
  }
  await degradation.set(0, 'test');
});

it('the erasure of a rider ends what is at work, and leaves nothing behind', async () => {
  const owner = await signedIn(api, tenant, 'owner');
  const { transaction, begun } = await held();
  await using _ = transaction;
  await callAs(api, owner.token, 'POST', `/v1/members/${me.id}/erasure`, { graceDays: 0 });
  const due = async (state: string) =>
    (await sql(`select from platform.erasures where user_id = '${me.id}' and ${state}`)).length > 0;
  await until(() => due("state = 'erasing'"));
  await transaction.rollback();
  await until(async () => {
    const rows = await sql(
      `select from platform.operations where id = '${begun.json().id}' and state in ('queued', 'running')`,
    );
    return rows.length === 0;
  });
  await until(() => due('swept_at is not null'));
  expect(await settled(0)).toEqual(nothing);
  expect(await sql(`select from rides.archive_files where tenant_id = '${tenant.id}'`)).toEqual([]);
});
