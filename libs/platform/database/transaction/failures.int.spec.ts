/** Real: PostgreSQL, its locks, timeouts and killed backends. Faked: nothing. */

import { openDatabase, statement } from '#platform/database';
import { newId } from '#platform/ids';
import { insertNote, makeNotesTable } from '../../../../test/support/notes-table.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';

const tenantId = newId();
const scope = { tenantId };
const [left, right] = [newId(), newId()];
const read = statement<{ body: string }, [string]>('test.body')`SELECT body FROM notes WHERE id = $1`;
const append = statement<{ body: string }, [string, string]>('test.append')`
  UPDATE notes SET body = body || $2 WHERE id = $1 RETURNING body`;
const serializable = statement('test.serializable')`SET TRANSACTION ISOLATION LEVEL SERIALIZABLE`;
const backend = statement<{ pid: number }>('test.own-backend')`SELECT pg_backend_pid() AS pid`;
const sleep = statement('test.sleep')`SELECT pg_sleep(30)`;
const killOthers = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND usename = 'palier_app'`;

const opening = { poolSize: 2, statementTimeoutMs: 5000, lockTimeoutMs: 5000 };

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await makeNotesTable(test.ownerUrl);
});
beforeEach(async () => {
  await runSql(test.adminUrl, 'TRUNCATE notes');
  await test.database.transaction(scope, async (tx) => {
    for (const id of [left, right]) await tx.run(insertNote, tenantId, id, '');
  });
});
afterAll(() => test.close());

const bodies = async () => [
  ...(await test.database.read(scope, read, left)),
  ...(await test.database.read(scope, read, right)),
];

/** Returns a function that resolves for all callers once all have called it. */
function meeting(of: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let arrived = 0;
  return () => {
    arrived += 1;
    if (arrived === of) resolve();
    return arrived > of ? Promise.resolve() : promise;
  };
}

it('runs the loser of a serialization failure again', async () => {
  const bothHaveRead = meeting(2);
  const add = (mark: string) =>
    test.database.transaction(scope, async (tx) => {
      await tx.run(serializable);
      await tx.run(read, left);
      await bothHaveRead();
      await tx.run(append, left, mark);
    });
  const retries = test.statistics.retries;
  await Promise.all([add('a'), add('b')]);
  expect(['ab', 'ba']).toContain((await bodies())[0]?.body);
  expect(test.statistics.retries).toBeGreaterThan(retries);
});

it('runs the victim of a deadlock again', async () => {
  const patient = await openDatabase({ ...opening, ...test.connection });
  const bothHoldOne = meeting(2);
  const cross = (first: string, second: string, mark: string) =>
    patient.database.transaction(scope, async (tx) => {
      await tx.run(append, first, mark);
      await bothHoldOne();
      await tx.run(append, second, mark);
    });
  try {
    await Promise.all([cross(left, right, 'a'), cross(right, left, 'b')]);
    expect(patient.statistics.retries).toBeGreaterThanOrEqual(1);
  } finally {
    await patient.close();
  }
  const [one, two] = await bodies();
  expect(one).toEqual(two);
  expect(one?.body).toHaveLength(2);
});

it('runs again where a row that it refers to was deleted after it was looked for', async () => {
  await runSql(
    test.adminUrl,
    `create table parents (id int primary key); insert into parents values (1), (2); create table children (parent int references parents);
     grant select, insert on parents, children to palier_app`,
  );
  const find = statement<object, [number]>('test.parent')`select from parents where id = $1`;
  const insert = statement<object, [number]>('test.child')`insert into children values ($1)`;
  const found: number[] = [];
  const adopt = (parent: number) =>
    test.database.transaction(scope, async (tx) => {
      found.push((await tx.run(find, parent)).length);
      if (found.length === 1) await runSql(test.adminUrl, `delete from parents where id = ${parent}`);
      if (found.at(-1) === 1) await tx.run(insert, parent);
    });
  await adopt(1);
  expect(found).toEqual([1, 0]);
  const orphan = test.database.transaction(scope, (tx) => tx.run(insert, 3));
  await expect(orphan).rejects.toMatchObject({ code: '23503' });
});

it('gives up after three new attempts', async () => {
  const conflict = statement('test.conflict')`DO $$ BEGIN RAISE SQLSTATE '40001'; END $$`;
  let attempts = 0;
  const work = test.database.transaction(scope, async (tx) => {
    attempts += 1;
    await tx.run(conflict);
  });
  await expect(work).rejects.toMatchObject({ code: 'database_contention', status: 503 });
  expect(attempts).toBe(4);
});

it('throws query_timeout for a slow statement, and keeps the connection', async () => {
  const hasty = await openDatabase({ ...opening, ...test.connection, poolSize: 1, statementTimeoutMs: 400 });
  const late = { code: 'query_timeout', status: 503, options: { headers: { 'Retry-After': '1' } } };
  await expect(hasty.database.read(scope, sleep)).rejects.toMatchObject(late);
  const server = async () => (await hasty.database.read(scope, backend))[0]?.pid;
  const before = await server();
  await expect(hasty.database.transaction(scope, async (tx) => await tx.run(sleep))).rejects.toMatchObject(late);
  await expect(hasty.database.transaction(scope, (tx) => tx.run(sleep))).rejects.toMatchObject(late);
  expect(await server()).toBe(before);
  await hasty.close();
});

it('throws query_timeout for a lock that another transaction holds', async () => {
  const hasty = await openDatabase({ ...opening, ...test.connection, lockTimeoutMs: 150 });
  await test.database.transaction(scope, async (tx) => {
    await tx.run(append, left, 'held');
    const second = hasty.database.transaction(scope, (other) => other.run(append, left, 'waits'));
    await expect(second).rejects.toMatchObject({ code: 'query_timeout' });
  });
  await hasty.close();
  expect((await bodies())[0]?.body).toBe('held');
});

it('throws database_unavailable for a connection lost in use, and opens a new one for the next caller', async () => {
  const alone = await openDatabase({ ...opening, ...test.connection, poolSize: 1 });
  try {
    const lost = alone.database.transaction(scope, async (tx) => {
      await tx.run(append, left, 'lost');
      const [own] = await tx.run(backend);
      await runSql(test.adminUrl, `SELECT pg_terminate_backend(${own?.pid})`);
      await tx.run(append, right, 'lost');
    });
    await expect(lost).rejects.toMatchObject({ code: 'database_unavailable', status: 503 });
    expect(await alone.database.read(scope, read, left)).toEqual([{ body: '' }]);
  } finally {
    await alone.close();
  }
});

it('survives the loss of every idle connection', async () => {
  await Promise.all([bodies(), bodies(), bodies()]);
  await runSql(test.adminUrl, killOthers);
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => test.database.read(scope, read, left)));
  for (const answer of answers) {
    if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'database_unavailable' });
  }
  expect(await bodies()).toHaveLength(2);
});

it('closes a connection with a cached plan of a table that a migration changed', async () => {
  const plan = statement('test.plan')`SELECT * FROM notes`;
  const alone = await openDatabase({ ...opening, ...test.connection, poolSize: 1 });
  try {
    await alone.database.read(scope, plan);
    await runSql(test.ownerUrl, 'ALTER TABLE notes ADD more text');
    // Behind a pooler nothing stays prepared, and the first statement has no stale plan.
    const [first] = await Promise.allSettled([alone.database.read(scope, plan)]);
    if (first.status === 'rejected') expect(first.reason).toMatchObject({ code: 'database_unavailable' });
    expect(await alone.database.read(scope, plan)).toHaveLength(2);
  } finally {
    await alone.close();
  }
});

it('names the variables to check when the server refuses the connection', async () => {
  const wrong = Object.assign(new URL(test.connection.url), { password: 'wrong' }).href;
  const refusal = { code: 'database_refused', detail: { en: expect.stringContaining('DATABASE_URL') } };
  await expect(openDatabase({ ...opening, ...test.connection, url: wrong })).rejects.toMatchObject(refusal);
});

it('throws database_unavailable for a server that does not run', async () => {
  const nowhere = openDatabase({ ...opening, url: 'postgres://palier_app:x@127.0.0.1:1/palier' });
  await expect(nowhere).rejects.toMatchObject({ code: 'database_unavailable' });
});
