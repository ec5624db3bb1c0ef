// Real: the whole API, PostgreSQL, the storage in a directory, the threads that read files, people who sign in. Faked: the files;
// the use of a quota, which SQL writes.
import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { TenantDirectory } from '#platform/tenancy';
import { fitFile, tcxFile } from '../../../test/support/device-files.js';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { fitOf, gpxOf, knownRide } from '../../../test/support/ride-files.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { millionsUsed } from '../../../test/support/usage.js';
import type { RideDto } from '../rides/rides.dto.js';

let api: TestApp;
let tenant: { id: string; slug: string };
let me: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  tenant = await freshTenant(api, { product: 'velo' });
  me = await signedIn(api, tenant, 'member');
});
afterAll(() => api?.close());

const known = knownRide({ latitude: 48.1, longitude: -1.6, azimuth: 70, speed: 7, seconds: 600 });
type Method = Parameters<typeof callAs>[2];
const call = (method: Method, path: string, body?: object, by = me) =>
  callAs(api, by.token, method, `/v1/rides/${path}`, body, { 'if-match': '*' });
const told = async (answer: ReturnType<typeof callAs>) => {
  const { statusCode, payload } = await answer;
  return [statusCode, statusCode < 300 ? undefined : JSON.parse(payload).code];
};
const upload = (file: Buffer | string, by = me, type = 'application/vnd.ant.fit') =>
  callAs(api, by.token, 'POST', '/v1/rides/files', Buffer.from(file as string), { 'content-type': type });
const uploaded = async (file: Buffer | string, by = me): Promise<RideDto> => {
  const answer = await upload(file, by);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json().rides[0];
};

/** Rows and files of the tenant, and the bytes that count against its quota. */
async function kept() {
  const count = (table: string) => `(select count(*)::int from ${table} where tenant_id = '${tenant.id}')`;
  const [rows] = await runSql<{ rides: number; tracks: number; blobs: number; uploads: number; used: number }>(
    api.database.adminUrl,
    `select ${count('rides.rides')} as rides, ${count('rides.tracks')} as tracks, ${count('platform.blobs')} as blobs,
      ${count('platform.uploads')} as uploads, coalesce((select used::int from tenants.usage
        where tenant_id = '${tenant.id}' and quota = 'storageBytes'), 0) as used`,
  );
  const names = readdirSync(api.dataDir, { recursive: true, withFileTypes: true });
  const ours = new RegExp(`/storage/(${tenant.id}|incoming)(/|$)`);
  const files = names.filter((entry) => entry.isFile() && ours.test(entry.parentPath)).length;
  return { ...rows, files };
}
const nothing = { rides: 0, tracks: 0, blobs: 0, uploads: 0, used: 0, files: 0 };

const at = (seconds: number, began = Date.UTC(2026, 0, 1)) => new Date(began + seconds * 1000).toISOString();
const point = (time: string, more = '', place = 'lat="1" lon="1"') =>
  `<trkpt ${place}><time>${time}</time>${more}</trkpt>`;
const gpx = (points: string, title = 'A ride') => `<gpx><trk><name>${title}</name>${points}</trk></gpx>`;
const bomb = `<!DOCTYPE gpx [<!ENTITY e0 "2026">${Array.from({ length: 30 }, (_, n) => `<!ENTITY e${n + 1} "&e${n};&e${n};">`).join('')}]>`;
const turned = (seconds: number) => (_: unknown, n: number) =>
  point(at(n * seconds), '', `lat="${1 + (n % 2)}" lon="1"`);
const metered = (_: unknown, n: number) =>
  `<Trackpoint><Time>${at(n * 2500)}</Time><DistanceMeters>${(n % 21) * 100_000}</DistanceMeters></Trackpoint>`;

it.each<[name: string, file: () => Buffer | string, code: string]>([
  ['entities that expand to a billion', () => bomb + gpx(point('&e30;')), 'recording_empty'],
  [
    'a gzip of 500 MB of points',
    () => Buffer.concat(Array(50).fill(gzipSync(point(at(0)).repeat((10 * 2 ** 20) / point(at(0)).length)))),
    'too_large_unpacked',
  ],
  [
    'a FIT of 4 million records of one byte',
    () => Buffer.concat([Buffer.from('\x0e\0\0\0\0\0\0\0.FIT\0\0\x40\0\0\x14\0\0', 'latin1'), Buffer.alloc(4_000_000)]),
    'too_many_points',
  ],
  ['a gzip of 20 million elements', () => gzipSync(`<gpx>${'<a/>'.repeat(20_000_000)}</gpx>`), 'too_compressed'],
  ['elements nested 200,000 deep', () => `<gpx>${'<a>'.repeat(200_000)}`, 'recording_malformed'],
  ['a ride of 40 days', () => gpx([0, 40 * 86_400].map((seconds) => point(at(seconds))).join('')), 'impossible_time'],
  ['a ride in the future', () => gpx(point(at(2 * 86_400, Date.now()))), 'impossible_time'],
  ['a ride of 1989', () => gpx(point(at(0, Date.UTC(1989, 0)))), 'impossible_time'],
  ['13 days to and fro', () => gpx(Array.from({ length: 312 }, turned(3600)).join('')), 'impossible_distance'],
  [
    'a device that counts 8,000 km',
    () =>
      `<TrainingCenterDatabase><Activity>${Array.from({ length: 84 }, metered).join('')}</Activity></TrainingCenterDatabase>`,
    'impossible_distance',
  ],
  ['40,000 rides', () => `<gpx>${`<trk>${point(at(0))}</trk>`.repeat(40_000)}</gpx>`, 'too_many_rides'],
  ['HTML that says that it is a FIT', () => '<!doctype html><html><body>Sign in</body></html>', 'not_a_recording'],
  ['no ride', () => gpx(''), 'recording_empty'],
])('%s is refused, and nothing of it is kept', async (_, file, code) => {
  expect(await told(upload(file()))).toEqual([422, code]);
  expect(await kept()).toEqual(nothing);
});

it.each([
  ['a course', () => fitFile([{ t: 0, east: 0 }], { type: 6 })],
  ['laps without points', () => tcxFile([{ tracks: [], seconds: 3600, metres: 25_000 }])],
])('%s is refused with what it may be', async (_, file) => {
  const answer = await upload(file());
  expect([answer.statusCode, answer.json().code]).toEqual([422, 'recording_empty']);
  expect(answer.json().detail).toMatch(/planned course, has laps without points/);
});

it('what nobody could measure is left out and counted, and the rest is a ride', async () => {
  const measured = '<power>3000</power><distance>-5</distance><hr>120</hr>';
  const high = Array.from({ length: 100 }, (_, n) => point(at(100 * (n + 1)), `<ele>${1 + (n % 2) * 8000}</ele>`)).join(
    '',
  );
  const title = `\0${'a'.repeat(199)}😀`;
  const ride = await uploaded(gpx(point(at(0), measured, 'lat="91" lon="1"') + high, title));
  expect(ride).toMatchObject({ title: `${'a'.repeat(199)}\ufffd`, climb: null, distance: 0 });
  expect(ride.figures).toMatchObject({ ignored: 2, averagePower: null, averageHeartRate: 120, descent: null });
});

it('a ride is not there for anybody else, and the same file is another ride of theirs', async () => {
  const file = fitOf(known);
  const { id } = await uploaded(file);
  const elsewhere = await signedIn(api, await freshTenant(api, { product: 'velo' }), 'owner');
  for (const other of [await signedIn(api, tenant, 'member'), await signedIn(api, tenant, 'owner'), elsewhere]) {
    const each: [Method, string, object?][] = [
      ...['', '/track', '/points', '/gpx', '/file'].map((part): [Method, string] => ['GET', part]),
      ['PATCH', '', { title: 'Mine' }],
      ['POST', '/trim', { trimStart: 1 }],
      ['DELETE', ''],
    ];
    for (const [method, part, body] of each)
      expect([method, part, ...(await told(call(method, `rides/${id}${part}`, body, other)))]).toEqual([
        method,
        part,
        404,
        'ride_not_found',
      ]);
    const theirs = await uploaded(file, other);
    expect(theirs).toMatchObject({ overlappingId: null, figures: { elapsedTime: 600 } });
    expect(theirs.id).not.toBe(id);
    expect((await call('DELETE', `rides/${theirs.id}`, undefined, other)).statusCode).toBe(204);
  }
  expect((await call('GET', `rides/${id}`)).json()).toMatchObject({ id, version: 1, title: '' });
  expect((await call('GET', `rides/${id}/file`)).rawPayload.equals(file)).toBe(true);
  expect(await kept()).toMatchObject({ rides: 1, blobs: 1, files: 1, used: file.length });
  await call('DELETE', `rides/${id}`);
  await until(async () => (await kept()).files === 0);
  expect(await kept()).toEqual(nothing);
});

it('is within the quota of the tenant', async () => {
  await runSql(
    api.database.adminUrl,
    `update tenants.tenants set plan = 'starter' where id = '${tenant.id}'; set app.tenant_id = '${tenant.id}';
     insert into tenants.usage (tenant_id, quota, used) values ('${tenant.id}', 'storageBytes', 20::bigint << 30)
       on conflict (tenant_id, quota) do update set used = excluded.used`,
  );
  await api.app.get(TenantDirectory).refresh();
  expect(await told(upload(fitOf(known)))).toEqual([402, 'quota_exceeded']);
  expect((await call('GET', 'rides')).json().data).toEqual([]);
});

it('a file counts once against the quota, until the last of its rides is deleted', async () => {
  const file = gpx('').replace(
    '<trk>',
    `${[0, 60, 120].map((seconds) => `<trk>${point(at(seconds))}</trk>`).join('')}<trk>`,
  );
  const rides: RideDto[] = (await upload(file)).json().rides;
  const used: unknown[] = [];
  for (const { id } of rides) {
    used.push(await kept());
    await call('DELETE', `rides/${id}`);
  }
  const counted = { tracks: 3, blobs: 1, uploads: 0, used: file.length, files: 1 };
  expect(used).toEqual([3, 2, 1].map((left) => ({ ...counted, rides: left, tracks: left })));
  await until(async () => (await kept()).files === 0);
  expect(await kept()).toEqual(nothing);
});

it('a file is given back of the storage of its tenant alone, and of no other quota', async () => {
  const usage = await millionsUsed(api.database.adminUrl, [tenant, await freshTenant(api, { product: 'velo' })]);
  const file = fitOf(known);
  const { id } = await uploaded(file);
  const before = [1_000_000, 1_000_000];
  expect(await usage()).toEqual([[1_000_000, 1_000_000 + file.length], before]);
  await call('DELETE', `rides/${id}`);
  expect(await usage()).toEqual([before, before]);
});

it('the same bytes several times at once are one ride', async () => {
  const [file, other] = [fitOf(known), gzipSync(gpxOf(known))];
  await uploaded(other);
  const counter = `select from tenants.usage where tenant_id = '${tenant.id}' and quota = 'storageBytes' for update`;
  await using held = await heldTransaction(api.database.adminUrl, counter);
  const answers = Array.from({ length: 5 }, () => upload(file));
  // None of them has found a ride of the file, and one is about to keep it.
  await held.blocks(5);
  await held.commit();
  const rides = await Promise.all(
    answers.map(async (answer) => (await answer).json().rides.map(({ id }: RideDto) => id)),
  );
  expect([rides[0].length, new Set(rides.flat()).size]).toEqual([1, 1]);
  const used = file.length + other.length;
  expect(await kept()).toEqual({ rides: 2, tracks: 2, blobs: 2, uploads: 0, used, files: 2 });
});

it('a trim that leaves nothing is refused, and the ride stays as it is', async () => {
  const ride = await uploaded(gzipSync(gpxOf(known)));
  for (const left of [{ trimStart: 601 }, { trimEnd: 1_209_600 }, { trimStart: 301, trimEnd: 300 }])
    expect(await told(call('POST', `rides/${ride.id}/trim`, left))).toEqual([422, 'recording_empty']);
  expect((await call('GET', `rides/${ride.id}`)).json()).toEqual(ride);
});

it('a ride by hand has no file to read', async () => {
  const { id } = (await call('POST', 'rides', { beganAt: at(0), elapsedTime: 60, distance: 100 })).json();
  for (const part of ['track', 'points', 'gpx', 'file'])
    expect([part, ...(await told(call('GET', `rides/${id}/${part}`)))]).toEqual([part, 409, 'ride_without_file']);
  expect(await told(call('POST', `rides/${id}/trim`, { trimStart: 1 }))).toEqual([409, 'ride_without_file']);
});
