// Real: the whole API, PostgreSQL, its queues, a storage in a directory, and compiled workers in processes of their own, one of
// which is killed with -9. Faked: what holds that worker up, which is a lock of the test.
import { Shop } from '../support/shop.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { WorkerProcesses } from '../support/worker-processes.js';

let api: TestApp;
let workers: WorkerProcesses;
beforeAll(async () => {
  api = await startTestApp();
  workers = await WorkerProcesses.of(api);
});
afterEach(() => workers?.killAll());
afterAll(async () => {
  await workers?.close();
  await api?.close();
});

it('a bundle whose worker is killed is made by another one, once, and nothing of it is seen before', async () => {
  const shop = await Shop.open(api);
  await shop.importApps(1);
  const [{ slug } = { slug: '' }] = (await api.inject(`/v1/stores/${shop.slug}/apps`)).json().data;
  const ask = () => api.inject({ method: 'POST', url: `/v1/stores/${shop.slug}/apps/${slug}/downloads` });
  const begun = (await ask()).json();

  // Held up with the bytes of the ZIP in the storage, in the transaction that makes it visible.
  await workers.killOneAt('catalog.bundles', 'exclusive');
  expect((await workers.admin.query('select from catalog.bundles')).rows).toEqual([]);
  const again = await ask();
  expect([again.statusCode, again.json().id]).toEqual([202, begun.id]);

  workers.start();
  const link = await until(async () => {
    const answer = await ask();
    return answer.statusCode === 200 && answer.json();
  });
  const file = await api.inject(new URL(link.url).pathname);
  expect([file.statusCode, file.rawPayload.length]).toEqual([200, link.bytes]);
  expect((await workers.admin.query('select from catalog.bundles')).rows).toHaveLength(1);
  expect(
    (await workers.admin.query("select from platform.operations where kind = 'catalog.make-bundle'")).rows,
  ).toHaveLength(1);
});
