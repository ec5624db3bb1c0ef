// Real: PostgreSQL, the turns. Faked: the queue, which says how far it is.

import { newId } from '#platform/ids';
import { runSql } from '../../../../test/support/notes-table.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import type { QueuePlace, QueueServer } from '../queues/queue-server.js';
import { Queues } from '../queues/queues.js';
import { JobTurns } from './job-turns.js';

const [acme, bolt, core] = [newId(), newId(), newId()];
const queue = 'test.turns';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ entities: [] });
});
afterEach(() => runSql(database.adminUrl, 'truncate platform.job_queues, platform.job_turns'));
afterAll(() => database.close());

const idle: QueuePlace = { turn: 0, idle: true };
const at = (turn: number): QueuePlace => ({ turn, idle: false });
const take = (place: QueuePlace, tenants: readonly string[], of = queue) =>
  new JobTurns(database.database, new Queues({ place: async () => place } as Partial<QueueServer> as QueueServer)).take(
    of,
    tenants,
  );
const remembered = async () =>
  (await runSql<{ tenant: string }>(database.adminUrl, 'select tenant from platform.job_turns')).map(
    ({ tenant }) => tenant,
  );

it('follow a tenant’s last one, and those of a newcomer the turn that the queue is at', async () => {
  expect(await take(idle, [acme, acme, acme])).toEqual([1, 2, 3]);
  expect(await take(at(1), [bolt])).toEqual([1]);
  expect(await take(at(1), [acme, bolt, acme])).toEqual([4, 2, 5]);
  // The last of acme's runs: its next one comes after it.
  expect(await take(at(5), [bolt])).toEqual([5]);
  expect(await take(at(5), [acme])).toEqual([6]);
});

it('never go back while the queue works, whatever it says of itself', async () => {
  await take(at(7), [acme]);
  expect(await take(at(2), [bolt])).toEqual([7]);
});

it('are forgotten of tenants that the queue has gone past, and of nobody else', async () => {
  await take(at(1), [acme, acme, acme]);
  await take(at(1), [bolt]);
  await take(at(2), [core]);
  expect((await remembered()).sort()).toEqual([acme, core].sort());
  expect(await take(at(2), [acme])).toEqual([4]);
});

it('are those of one queue: another that is idle forgets none of them', async () => {
  await take(at(1), [acme, acme, acme]);
  expect(await take(idle, [bolt], 'test.others')).toEqual([1]);
  expect(await take(at(1), [acme])).toEqual([4]);
});

it('begin at 1 for everybody once the queue is idle', async () => {
  await take(at(500), [acme, bolt]);
  expect(await take(idle, [bolt])).toEqual([1]);
  expect(await take(at(1), [acme])).toEqual([1]);
});
