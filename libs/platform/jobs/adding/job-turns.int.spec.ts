// Real: PostgreSQL, the turns. Faked: the position of the queue.

import { newId } from '#platform/ids';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import type { QueuePosition, QueueServer } from '../queues/queue-server.js';
import { JobTurns } from './job-turns.js';

const [acme, bolt, core] = [newId(), newId(), newId()];
const queue = 'test.turns';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterEach(() => runSql(database.adminUrl, 'truncate platform.job_queues, platform.job_turns'));
afterAll(() => database.close());

const idle: QueuePosition = { turn: 0, idle: true };
const at = (turn: number): QueuePosition => ({ turn, idle: false });
const take = (position: QueuePosition, tenants: readonly string[], of = queue) =>
  new JobTurns(database.database, { position: async () => position } as Partial<QueueServer> as QueueServer).take(
    of,
    tenants,
  );
const remembered = async () =>
  (await runSql<{ tenant: string }>(database.adminUrl, 'select tenant from platform.job_turns')).map(
    ({ tenant }) => tenant,
  );

it('follow the tenant’s last turn, or the current turn of the queue for a new tenant', async () => {
  expect(await take(idle, [acme, acme, acme])).toEqual([1, 2, 3]);
  expect(await take(at(1), [bolt])).toEqual([1]);
  expect(await take(at(1), [acme, bolt, acme])).toEqual([4, 2, 5]);
  // The last job of acme is running: the next one comes after it.
  expect(await take(at(5), [bolt])).toEqual([5]);
  expect(await take(at(5), [acme])).toEqual([6]);
});

it('never decrease while the queue is not idle, whatever position it reports', async () => {
  await take(at(7), [acme]);
  expect(await take(at(2), [bolt])).toEqual([7]);
});

it('are deleted for tenants that the queue has passed, and for no others', async () => {
  await take(at(1), [acme, acme, acme]);
  await take(at(1), [bolt]);
  await take(at(2), [core]);
  expect((await remembered()).sort()).toEqual([acme, core].sort());
  expect(await take(at(2), [acme])).toEqual([4]);
});

it('belong to one queue: another queue that is idle deletes none of them', async () => {
  await take(at(1), [acme, acme, acme]);
  expect(await take(idle, [bolt], 'test.others')).toEqual([1]);
  expect(await take(at(1), [acme])).toEqual([4]);
});

it('start at 1 for all tenants once the queue is idle', async () => {
  await take(at(500), [acme, bolt]);
  expect(await take(idle, [bolt])).toEqual([1]);
  expect(await take(at(1), [acme])).toEqual([1]);
});
