// Real: PostgreSQL, a worker and its schedule. Faked: the tenant directory, which is empty.

import { Audit, AuditTrail } from '#platform/audit';
import { newId } from '#platform/ids';
import { type JobsApp, startJobs } from '../../../test/support/jobs-app.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { until } from '../../../test/support/until.js';
import { AppendAuditChains } from './append-audit-chains.job.js';
import { AuditChains } from './index.js';

let store: TestDatabase;
let worker: JobsApp;
beforeAll(async () => {
  store = await testDatabase();
});
afterAll(async () => {
  await worker?.close();
  await store?.close();
});

it('appends audit lines to the chain by a schedule while a worker runs', async () => {
  const tenantId = newId();
  await store.database.transaction({ tenantId }, (tx) =>
    new Audit().record(tx, { action: 'test.thing.made', targetKind: 'thing', targetId: 'one' }),
  );
  worker = await startJobs({ database: store, handlers: [AuditChains, AppendAuditChains] });
  const places = async () => {
    const { data: lines } = await new AuditTrail(store.database).list(tenantId, { limit: 10 });
    return lines.map(({ seq }) => seq);
  };
  await until(async () => (await places())[0] === 1);
  expect(await places()).toEqual([1]);
});
