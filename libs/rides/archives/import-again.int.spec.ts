// Real: the whole API and its worker, PostgreSQL, the storage in a directory, the threads that read files, people who sign in.
// Faked: what a worker noted that died, or was taken for dead, which SQL writes; the archives, which are made byte by byte.
import { Degradation } from '#platform/degradation';
import { JobControl } from '#platform/jobs';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { archivesOfRider, good, nothing, rideOf } from '../../../test/support/ride-archives.js';
import { fitOf } from '../../../test/support/ride-files.js';
import { callAs, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';

let api: TestApp;
let rider: Awaited<ReturnType<typeof archivesOfRider>>;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
beforeEach(async () => {
  rider = await archivesOfRider(api);
});
afterEach(() => api.app.get(Degradation).set(0, 'test'));
afterAll(() => api?.close());

const bad = { name: 'bad.fit', content: 'no recording' };
/** The note of a file, as another worker writes it. */
const noted = (id: string, index: number, state: 'stored' | 'refused') =>
  `insert into rides.archive_files (tenant_id, user_id, archive_id, index, path, state, code, rides)
   values ('${rider.tenant.id}', '${rider.me.id}', '${id}', ${index}, 'noted', '${state}',
     ${state === 'refused' ? "'recording_malformed'" : 'null'}, ${state === 'stored' ? 1 : 0})`;

/** An import that waits in its queue. */
async function waiting(entries: Parameters<typeof rider.sendEntries>[0]) {
  await api.app.get(Degradation).set(1, 'test');
  const begun = await rider.sendEntries(entries);
  await until(async () => (await api.app.get(JobControl).count('rides.import-archive', 'waiting')) === 1);
  return begun;
}

it('files that were noted before a worker died are not read again', async () => {
  const begun = await waiting([good, bad]);
  const { id } = begun.json();
  await rider.sql(noted(id, 0, 'stored'));
  // Who makes a ride waits.
  await using _ = await heldTransaction(api.database.adminUrl, 'lock table rides.rides in share mode');
  await api.app.get(Degradation).set(0, 'test');
  const result = { stored: 1, duplicate: 0, refused: 1, rides: 1, passedOver: 0 };
  expect(await rider.ended(begun)).toMatchObject({ state: 'succeeded', result });
  expect((await rider.listed(id)).map(({ path }) => path)).toEqual(['noted', 'bad.fit']);
});

it('of files that another worker notes meanwhile nothing is kept, and the others are imported', async () => {
  const sent = { name: 'sent.fit', content: fitOf(rideOf(2)) };
  await using others = await heldTransaction(api.database.adminUrl, 'lock table rides.archive_files in exclusive mode');
  const begun = await rider.sendEntries([good, bad, sent]);
  const { id } = begun.json();
  await others.blocks();
  await others.run(noted(id, 0, 'stored'));
  await others.run(noted(id, 1, 'refused'));
  await others.commit();
  expect(await rider.ended(begun)).toMatchObject({ state: 'succeeded', result: { stored: 2, refused: 1 } });
  expect((await rider.listed(id)).map(({ path, code }) => [path, code])).toEqual([
    ['noted', null],
    ['noted', 'recording_malformed'],
    ['sent.fit', null],
  ]);
  expect(await rider.settled(1)).toEqual({ ...nothing, rides: 1, used: sent.content.length, files: 1 });
});

it('the erasure of a rider takes an archive that no worker ended, and gives back its quota', async () => {
  const { id } = (await waiting([good])).json();
  await rider.cancel(id);
  expect(await rider.kept()).toMatchObject({ archives: 1, files: 1 });
  await api.app.get(Degradation).set(0, 'test');
  const owner = await signedIn(api, rider.tenant, 'owner');
  await callAs(api, owner.token, 'POST', `/v1/members/${rider.me.id}/erasure`, { graceDays: 0 });
  const swept = `select from platform.erasures where user_id = '${rider.me.id}' and swept_at is not null`;
  await until(async () => (await rider.sql(swept)).length > 0);
  expect(await rider.settled(0)).toEqual(nothing);
});
