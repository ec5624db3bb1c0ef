// Real: the whole API, PostgreSQL, its queues, the storage in a directory, and compiled workers in processes of their own that are
// killed with -9 in the midst of an import. Faked: the rides.
import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { hostileZip } from '../../../test/support/hostile-zip.js';
import { fitOf, knownRide } from '../../../test/support/ride-files.js';
import { callAs, freshTenant, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { WorkerProcesses } from '../../../test/support/worker-processes.js';

const FILES = 200;
const KILLED = 10;

let api: TestApp;
let workers: WorkerProcesses;
beforeAll(async () => {
  api = await startTestApp();
  workers = await WorkerProcesses.of(api);
});
afterAll(async () => {
  await workers?.close();
  await api?.close();
});

const rideOf = (n: number) =>
  fitOf(knownRide({ beganAt: Date.UTC(2020, 0, n), latitude: 48, longitude: 2, azimuth: 9, speed: 7, seconds: 60 }));
/** Some files are of the same bytes as the one before, and some are no recordings. */
const kindOf = (n: number) => (n % 10 === 9 ? 'duplicate' : n % 10 === 5 ? 'refused' : 'stored');
const contentOf = (n: number) => {
  if (kindOf(n) === 'refused') return Buffer.from(`no recording ${n}`);
  return rideOf(kindOf(n) === 'duplicate' ? n - 1 : n);
};

it('an import whose workers are killed ten times makes each ride once, and says of each file what is true', async () => {
  const tenant = await freshTenant(api, { product: 'velo' });
  const me = await signedIn(api, tenant, 'member');
  const files = Array.from({ length: FILES }, (_, n) => ({ name: `${n}.fit.gz`, content: gzipSync(contentOf(n)) }));
  const zip = hostileZip(files);
  const type = { 'content-type': 'application/zip' };
  const { id } = (await callAs(api, me.token, 'POST', '/v1/rides/archives', zip, type)).json();
  const count = async (what: string): Promise<number> =>
    (await workers.admin.query(`select ${what} as n from rides.archive_files where archive_id = $1`, [id])).rows[0].n;
  for (let killed = 0; killed < KILLED; killed += 1) {
    const worker = workers.start();
    const noted = await count('count(*)::int');
    // The last kill, too, comes while half of what is left is still to be done.
    const some = noted + 1 + Math.random() * ((FILES - noted) / (KILLED - killed + 1) - 2);
    await until(async () => (await count('count(*)::int')) >= some);
    await workers.kill(worker);
    expect(await count('count(*)::int')).toBeLessThan(FILES);
    const left = readdirSync(`${api.dataDir}/storage/incoming`);
    expect(left.filter((name) => name.startsWith('work-'))).toEqual([]);
  }
  workers.start();
  const done = await until(async () => {
    const operation = (await callAs(api, me.token, 'GET', `/v1/operations/${id}`)).json();
    return ['succeeded', 'failed', 'cancelled'].includes(operation.state) && operation;
  });
  const each = { stored: 0.8 * FILES, duplicate: 0.1 * FILES, refused: 0.1 * FILES };
  expect(done).toMatchObject({ state: 'succeeded', result: { ...each, rides: each.stored, passedOver: 0 } });
  const told = await workers.admin.query(
    'select index, state from rides.archive_files where archive_id = $1 order by 1',
    [id],
  );
  expect(told.rows).toEqual(files.map((_, index) => ({ index, state: kindOf(index) })));
  const rides = await workers.admin.query('select began_at as at from rides.rides where tenant_id = $1 order by 1', [
    tenant.id,
  ]);
  const stored = files.flatMap((_, n) => (kindOf(n) === 'stored' ? [new Date(Date.UTC(2020, 0, n))] : []));
  expect(rides.rows.map(({ at }) => at)).toEqual(stored);
  const left = await workers.admin.query(
    `select (select count(*)::int from rides.archive_blobs) as archives, used::float8,
       (select sum(bytes)::float8 from rides.rides where tenant_id = $1) as bytes
     from tenants.usage where tenant_id = $1 and quota = 'storageBytes'`,
    [tenant.id],
  );
  expect(left.rows).toEqual([{ archives: 0, used: left.rows[0].bytes, bytes: expect.any(Number) }]);
});
