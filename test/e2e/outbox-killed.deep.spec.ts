// Real: PostgreSQL, and processes of the compiled product that are killed with -9: a publisher right
// after its commit, a worker during a delivery, a worker between delivery and mark. Faked: the
// subscriber; a dead worker's lease of its shards is ended by SQL, which saves six seconds.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { runSql } from '../support/sql.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';

let test: TestDatabase;
const children: ChildProcess[] = [];

beforeAll(async () => {
  test = await testDatabase();
  await runSql(
    test.ownerUrl,
    `create table effects (at bigint generated always as identity, event_id uuid, subject text, n int);
     grant insert on effects to palier_app`,
  );
});
afterEach(async () => {
  for (const child of children.splice(0)) await killed(child);
});
afterAll(() => test.close());

function start(mode: 'publish' | 'stop-midway' | 'die-before-mark' | 'work'): ChildProcess {
  const child = fork(resolve('test/support/outbox-child.mjs'), [test.appUrl, mode]);
  children.push(child);
  return child;
}

async function killed(child: ChildProcess): Promise<NodeJS.Signals | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.signalCode;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  return child.signalCode;
}

const effects = () =>
  runSql<{ subject: string; n: number }>(test.adminUrl, 'select subject, n from effects order by at');

it('has one effect per event, in order per subject, whichever process is killed', async () => {
  const publisher = start('publish');
  await once(publisher, 'exit');
  expect(publisher.signalCode).toBe('SIGKILL');

  const interrupted = start('stop-midway');
  // Counts committed rows: a message from the subscriber would come before its commit.
  await until(async () => (await effects()).length >= 30);
  expect(await killed(interrupted)).toBe('SIGKILL');
  expect((await effects()).length).toBeGreaterThanOrEqual(30);
  expect(await pending()).toBe(100);

  await freeShards();
  const unmarked = start('die-before-mark');
  await once(unmarked, 'exit');
  expect(unmarked.signalCode).toBe('SIGKILL');
  expect(await pending()).toBe(100);

  await freeShards();
  start('work');
  await untilNothingIsPending();
  const all = await effects();
  expect(all).toHaveLength(100);
  for (let subject = 0; subject < 10; subject += 1) {
    const numbers = all.filter((effect) => effect.subject === `subject ${subject}`).map(({ n }) => n);
    expect(numbers).toEqual(Array.from({ length: 10 }, (_, i) => subject + 10 * i));
  }
});

const freeShards = () => runSql(test.adminUrl, 'update platform.outbox_shards set held_until = now()');

async function pending(): Promise<number | undefined> {
  const [row] = await runSql<{ rows: number }>(
    test.adminUrl,
    'select count(*)::int as rows from platform.outbox where forwarded_at is null',
  );
  return row?.rows;
}

const untilNothingIsPending = () => until(async () => (await pending()) === 0);
