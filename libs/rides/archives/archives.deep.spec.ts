// Real: the whole API and its worker, PostgreSQL, the storage in a directory, the threads that read files, people who sign in.
// Faked: the archives, which are made byte by byte; the use of a quota and the age of an archive, which SQL writes.
import { gzipSync } from 'node:zlib';
import { Degradation } from '#platform/degradation';
import { JobControl } from '#platform/jobs';
import { Storage } from '#platform/storage';
import { TenantDirectory } from '#platform/tenancy';
import { enforceRetention } from '../../../test/support/enforce-retention.js';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { type HostileEntry, hostileZip } from '../../../test/support/hostile-zip.js';
import { archivesOfRider, good, nothing, rideOf, told } from '../../../test/support/ride-archives.js';
import { fitOf, gpxOf, tcxOf } from '../../../test/support/ride-files.js';
import { callAs, freshTenant, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { millionsUsed } from '../../../test/support/usage.js';
import { workers } from '../../../test/support/workers.js';
import { ImportsArchives, importArchive } from './import-archive.job.js';

let api: TestApp;
let rider: Awaited<ReturnType<typeof archivesOfRider>>;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
beforeEach(async () => {
  rider = await archivesOfRider(api);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await api.app.get(Degradation).set(0, 'test');
});
afterAll(() => api?.close());

it('makes rides of what is a recording, and says what became of each file', async () => {
  const before = fitOf(rideOf(1));
  const known = (await rider.send(before, 'files', 'application/octet-stream')).json().rides[0].id;
  const two = gpxOf(rideOf(4)).replace(
    '</trk>',
    '</trk><trk><trkseg><trkpt lat="1" lon="1"><time>2026-04-05T00:00:00Z</time></trkpt></trkseg></trk>',
  );
  const files: [entry: HostileEntry, state?: string, rides?: number][] = [
    [{ name: 'activities/', content: '' }],
    [{ name: 'profile.csv', content: 'name' }],
    [{ name: 'activities/1.fit', content: before }, 'duplicate', 1],
    [{ name: 'activities/2.FIT.gz', content: gzipSync(fitOf(rideOf(2))) }, 'stored', 1],
    [{ name: 'activities/again.fit.gz', content: gzipSync(fitOf(rideOf(2))) }, 'duplicate', 1],
    [{ name: `${'long/'.repeat(120)}3.tcx`, content: tcxOf(rideOf(3)) }, 'stored', 1],
    [{ name: '__MACOSX/activities/._1.fit', content: 'of macOS' }],
    [{ name: 'two.gpx', content: two }, 'stored', 2],
    [{ name: 'photo.jpg', content: 'a photo' }],
    [{ name: 'nested.zip', content: hostileZip([{ name: 'a.fit', content: before }]) }],
    [{ name: 'nested.zip', content: 'of the same name' }],
    [{ name: 'photo: a?.jpg', content: 'a photo' }],
    [{ name: 'film.mp4', stored: Buffer.alloc(2 ** 20), bytes: 150 * 2 ** 20 }],
    [{ name: 'last.gpx', content: gpxOf(rideOf(7)) }, 'stored', 1],
  ];
  const done = await rider.ended(await rider.sendEntries(files.map(([entry]) => entry)));
  expect(done).toMatchObject({
    state: 'succeeded',
    result: { stored: 4, duplicate: 2, refused: 0, rides: 5, passedOver: 8 },
  });
  const expected = files.flatMap(([{ name }, state, rides]) =>
    state ? [expect.objectContaining({ path: String(name).slice(0, 500), state, code: null, rides })] : [],
  );
  const told = await rider.listed(done.id);
  expect(told).toEqual(expected);
  expect(told.map(({ rideId }) => rideId !== null)).toEqual(told.map(({ rides }) => rides > 0));
  expect([told[0]?.rideId, told[2]?.rideId]).toEqual([known, told[1]?.rideId]);
  expect((await rider.listed(done.id, '&state=duplicate')).map(({ index }) => index)).toEqual(
    [told[0], told[2]].map((file) => file?.index),
  );
  const bytes = [
    before,
    gzipSync(fitOf(rideOf(2))),
    Buffer.from(tcxOf(rideOf(3))),
    Buffer.from(two),
    Buffer.from(gpxOf(rideOf(7))),
  ];
  const used = bytes.reduce((sum, { length }) => sum + length, 0);
  expect(await rider.settled(5)).toEqual({ rides: 6, archives: 0, uploads: 0, used, files: 5 });
});

it('is there for its rider alone', async () => {
  const { id } = await rider.ended(await rider.sendEntries([good]));
  for (const other of [await signedIn(api, rider.tenant, 'owner'), await signedIn(api, rider.tenant, 'member')]) {
    expect(told(await rider.filesOf(id, '', other))).toEqual([404, 'archive_not_found']);
    expect(told(await callAs(api, other.token, 'GET', `/v1/operations/${id}`))).toEqual([404, 'operation_not_found']);
  }
});

it('a full quota stops it, and what was stored stays', async () => {
  const entries = [1, 2, 3].map((day) => ({ name: `${day}.fit`, content: fitOf(rideOf(day)) }));
  const zip = hostileZip(entries);
  const size = (day: number) => fitOf(rideOf(day)).length;
  const room = zip.length + size(1) + 10;
  await rider.sql(
    `update tenants.tenants set plan = 'starter' where id = '${rider.tenant.id}'; set app.tenant_id = '${rider.tenant.id}';
     insert into tenants.usage (tenant_id, quota, used) values ('${rider.tenant.id}', 'storageBytes', (20::bigint << 30) - ${room})
       on conflict (tenant_id, quota) do update set used = excluded.used`,
  );
  await api.app.get(TenantDirectory).refresh();
  const { id, state, error } = await rider.ended(await rider.send(zip));
  expect([state, error?.code]).toEqual(['failed', 'quota_exceeded']);
  expect((await rider.listed(id)).map(({ path, state }) => [path, state])).toEqual([['1.fit', 'stored']]);
  const [{ left } = { left: 0 }] = await rider.sql<{ left: number }>(
    `select ((20::bigint << 30) - used)::int as left from tenants.usage where tenant_id = '${rider.tenant.id}' and quota = 'storageBytes'`,
  );
  expect([left, (await rider.settled(1)).archives]).toEqual([room - size(1), 0]);
});

it('is given back of the storage of its tenant alone, and of no other quota', async () => {
  const usage = await millionsUsed(api.database.adminUrl, [rider.tenant, await freshTenant(api, { product: 'velo' })]);
  expect(await rider.ended(await rider.sendEntries([good]))).toMatchObject({ state: 'succeeded' });
  expect(await rider.settled(1)).toMatchObject({ rides: 1, archives: 0, uploads: 0 });
  expect(await usage()).toEqual([
    [1_000_000, 1_000_000 + good.content.length],
    [1_000_000, 1_000_000],
  ]);
});

it('is given back once the last try of its import has failed, and not before', async () => {
  await api.app.get(Degradation).set(1, 'test');
  const begun = await rider.sendEntries([good]);
  const { tenant, me } = rider;
  const read = jest.spyOn(Storage.prototype, 'read').mockRejectedValue(new Error('The storage is away.'));
  const run = (attempt: number) =>
    api.app
      .get(ImportsArchives, { strict: false })
      .run(
        { tenantId: tenant.id, userId: me.id },
        { id: begun.json().id, attempt, signal: new AbortController().signal, progress: async () => {} },
      );
  const { tries } = importArchive;
  await expect(run(tries - 1)).rejects.toThrow('The storage is away.');
  expect(await rider.kept()).toMatchObject({ archives: 1, files: 1, used: hostileZip([good]).length });
  await expect(run(tries)).rejects.toThrow('The storage is away.');
  expect(await rider.settled(0)).toEqual(nothing);
  read.mockRestore();
  await api.app.get(Degradation).set(0, 'test');
  expect(await rider.ended(begun)).toMatchObject({ state: 'failed', error: { code: 'archive_lost' } });
});

/** An import that waits in the midst of its first file. */
async function held() {
  const transaction = await heldTransaction(api.database.adminUrl, 'lock table rides.archive_files in exclusive mode');
  const begun = await rider.sendEntries([1, 2].map((day) => ({ name: `${day}.fit`, content: fitOf(rideOf(day)) })));
  await transaction.blocks();
  return { transaction, begun, id: begun.json().id };
}

it('one archive of a rider is at work at a time; cancelled, it leaves what was stored, and gives back the rest', async () => {
  const ran = jest.spyOn(ImportsArchives.prototype, 'run');
  const { transaction, begun, id } = await held();
  await using _ = transaction;
  expect(told(await rider.sendEntries([good]))).toEqual([409, 'archive_at_work']);
  await rider.cancel(id);
  await until(() => ran.mock.calls.some(([, context]) => context.id === id && context.signal.aborted));
  await transaction.rollback();
  expect(await rider.ended(begun)).toMatchObject({ state: 'cancelled' });
  const files = await rider.listed(id);
  expect(await rider.settled(files.length)).toMatchObject({ rides: files.length, archives: 0, uploads: 0 });
  expect(await rider.ended(await rider.sendEntries([good]))).toMatchObject({ state: 'succeeded' });
});

it('what was cancelled in its queue is given back with the next archive, or after three days', async () => {
  const degradation = api.app.get(Degradation);
  for (const takeBack of [
    async () => {
      await degradation.set(0, 'test');
      expect(await rider.ended(await rider.send(Buffer.from('plain text')))).toMatchObject({ state: 'failed' });
    },
    async () => {
      await rider.sql(
        `update rides.archive_blobs set created_at = now() - interval '73 hours' where tenant_id = '${rider.tenant.id}'`,
      );
      await enforceRetention(api.database.database);
    },
  ]) {
    await degradation.set(1, 'test');
    const { id } = (await rider.sendEntries([good])).json();
    await until(async () => (await api.app.get(JobControl).count('rides.import-archive', 'waiting')) === 1);
    // A worker that was waiting takes the job once more and returns it; a second call cancels it in its queue.
    await until(async () => {
      await rider.cancel(id);
      return (await rider.operation(id)).state === 'cancelled';
    });
    expect(await rider.kept()).toMatchObject({ archives: 1, files: 1, used: hostileZip([good]).length });
    await takeBack();
    await until(async () => (await rider.kept()).used === 0);
  }
});

it('the erasure of a rider ends what is at work, and leaves nothing behind', async () => {
  const owner = await signedIn(api, rider.tenant, 'owner');
  const { transaction, begun } = await held();
  await using _ = transaction;
  await callAs(api, owner.token, 'POST', `/v1/members/${rider.me.id}/erasure`, { graceDays: 0 });
  const due = async (state: string) =>
    (await rider.sql(`select from platform.erasures where user_id = '${rider.me.id}' and ${state}`)).length > 0;
  await until(() => due("state = 'erasing'"));
  await transaction.rollback();
  await until(async () => {
    const rows = await rider.sql(
      `select from platform.operations where id = '${begun.json().id}' and state in ('queued', 'running')`,
    );
    return rows.length === 0;
  });
  await until(() => due('swept_at is not null'));
  expect(await rider.settled(0)).toEqual(nothing);
  expect(await rider.sql(`select from rides.archive_files where tenant_id = '${rider.tenant.id}'`)).toEqual([]);
});
