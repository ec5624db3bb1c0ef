// Real: PostgreSQL, its streaming replica, signals. Faked: nothing.
import { readFileSync } from 'node:fs';
import { runSql, runSqlAlone } from '../support/sql.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { type Replica, startReplica } from './replica.js';

let test: TestDatabase;
let replica: Replica;

beforeAll(async () => {
  test = await testDatabase();
  await runSql(test.ownerUrl, 'CREATE TABLE notes (n int); GRANT SELECT ON notes TO palier_app');
  replica = await startReplica({ primary: test });
});
afterAll(async () => {
  await replica.stop();
  await test.close();
});

const write = (n: number) => runSql(test.ownerUrl, `INSERT INTO notes VALUES (${n})`);
const sees = async (n: number) => (await runSqlAlone(replica.url, `SELECT FROM notes WHERE n = ${n}`)).length === 1;

it('shows what the primary commits, to the role of the application', async () => {
  await write(1);
  await replica.caughtUp();
  expect(await sees(1)).toBe(true);
});

it('stands still while it is paused', async () => {
  await replica.pause();
  await write(2);
  expect(await sees(2)).toBe(false);
  await replica.resume();
  await until(() => sees(2));
});

it('does not answer while it is frozen, and serves again after a crash', async () => {
  await write(4);
  await replica.caughtUp();
  replica.freeze();
  const state = readFileSync(`/proc/${replica.pid}/stat`, 'utf8');
  const answer = sees(4);
  replica.thaw();
  expect(state).toMatch(/\) T /);
  expect(await answer).toBe(true);
  await replica.restart();
  await write(3);
  await replica.caughtUp();
  expect(await sees(3)).toBe(true);
});

it('is refused in one sentence with fewer connections than the primary', async () => {
  await expect(startReplica({ primary: test, settings: { max_connections: '20' } })).rejects.toThrow(
    'A replica with max_connections = 20 never becomes ready, because its primary has 200: give it 200 or more.',
  );
});
