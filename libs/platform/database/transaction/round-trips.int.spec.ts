/** Real: PostgreSQL, the pool, row level security. Faked: nothing; what the only connection sends is noted. */

import pg, { type Connection } from 'pg';
import { type OpenDatabase, openDatabase, statement, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { patientLimits, type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';

const scope = { tenantId: newId() };
const a = statement<{ n: number }>('a')`SELECT 1 AS n`;
const b = statement<{ n: number }>('b')`SELECT 2 AS n`;
const silent = statement<object>('silent')`SELECT WHERE false`;
const failing = statement<{ n: number }>('failing')`SELECT 1 / 0 AS n`;

let test: TestDatabase;
/** Without a pooler, also in runs where the other suites have one: behind it nothing stays prepared. */
let direct: OpenDatabase;
/** What was sent since the test began: a list for each round trip. */
const trips: string[][] = [];

beforeAll(async () => {
  test = await testDatabase();
  direct = await openDatabase({ url: test.appUrl, poolSize: 1, ...patientLimits });
  const sends = jest.spyOn(pg.Client.prototype, 'query');
  await direct.database.unscoped('tenants.registry', (tx) => tx.run(a));
  note((sends.mock.contexts.at(-1) as pg.Client & { connection: Connection }).connection);
  sends.mockRestore();
});
beforeEach(() => {
  trips.splice(0);
});
afterAll(async () => {
  await direct.close();
  await test.close();
});

/** Notes each statement and each Sync; whatever is sent after an answer begins another round trip. */
function note(connection: Connection): void {
  let answered = true;
  connection.stream.on('data', () => {
    answered = true;
  });
  const noting =
    <Given extends unknown[]>(send: (...given: Given) => void, what: (...given: Given) => string) =>
    (...given: Given) => {
      if (answered) trips.push([]);
      answered = false;
      trips.at(-1)?.push(what(...given));
      return send.apply(connection, given);
    };
  Object.assign(connection, {
    query: noting(connection.query, (text) => text.split(';', 1)[0] ?? ''),
    bind: noting(connection.bind, (config) => config?.statement ?? ''),
    sync: noting(connection.sync, () => 'Sync'),
  });
}

const run = (work: (tx: Transaction) => Promise<unknown>) => direct.database.transaction(scope, work);

it.each<[name: string, work: (tx: Transaction) => Promise<unknown>, sent: string[][]]>([
  ['returns the answer of one statement', (tx) => tx.run(a), [['platform.scope', 'a', 'Sync']]],
  ['is asynchronous', async (tx) => tx.run(a), [['BEGIN', 'a', 'Sync'], ['COMMIT']]],
  ['makes more of the answer', (tx) => tx.run(a).then(([row]) => row), [['BEGIN', 'a', 'Sync'], ['COMMIT']]],
  [
    'runs two statements at once',
    (tx) => Promise.all([tx.run(a), tx.run(b)]),
    [['BEGIN', 'a', 'b', 'Sync'], ['COMMIT']],
  ],
  [
    'runs another one before that of which it returns the answer',
    (tx) => {
      void tx.run(b);
      return tx.run(a);
    },
    [['BEGIN', 'b', 'a', 'Sync'], ['COMMIT']],
  ],
  [
    'has one run at the commit before that',
    (tx) => {
      tx.runAtCommit(silent);
      return tx.run(a);
    },
    [['BEGIN', 'silent', 'a', 'Sync'], ['COMMIT']],
  ],
  ['runs none', async () => {}, []],
  [
    'runs more after its first turn, and one at the commit',
    async (tx) => {
      await tx.run(a);
      await Promise.all([tx.run(a), tx.run(b)]);
      tx.runAtCommit(silent);
    },
    [
      ['BEGIN', 'a', 'Sync'],
      ['a', 'Sync', 'b', 'Sync'],
      ['silent', 'platform.commit', 'Sync'],
    ],
  ],
])('work that %s takes as few round trips as it can, once its statements are prepared', async (_, work, sent) => {
  await run(work);
  trips.splice(0);
  await run(work);
  expect(trips).toEqual(sent);
});

it.each<[name: string, work: (tx: Transaction) => Promise<unknown>, sent: string[][]]>([
  ['returns it', (tx) => tx.run(failing), [['platform.scope', 'failing', 'Sync']]],
  ['is asynchronous', async (tx) => tx.run(failing), [['BEGIN', 'failing', 'Sync'], ['ROLLBACK']]],
  [
    'runs another one at once',
    (tx) => Promise.all([tx.run(failing), tx.run(a)]),
    [['BEGIN', 'failing', 'a', 'Sync'], ['ROLLBACK']],
  ],
  ['hides it', async (tx) => tx.run(failing).catch(() => {}), [['BEGIN', 'failing', 'Sync'], ['COMMIT'], ['ROLLBACK']]],
])('after a statement that fails, work that %s sends no more than its end and a rollback', async (_, work, sent) => {
  await run((tx) => tx.run(a));
  await expect(run(work)).rejects.toThrow('division by zero');
  trips.splice(0);
  await expect(run(work)).rejects.toThrow('division by zero');
  expect(trips).toEqual(sent);
});

it('a read takes one round trip', async () => {
  await direct.database.read(scope, a);
  trips.splice(0);
  await direct.database.read(scope, a);
  expect(trips).toEqual([['platform.read-scope', 'a', 'Sync']]);
});
