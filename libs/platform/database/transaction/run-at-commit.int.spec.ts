/** Real: PostgreSQL, the pool, row level security. Faked: nothing; the sends of a connection are counted. */

import pg from 'pg';
import { statement, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { allNotes, insertNote, makeNotesTable } from '../../../../test/support/notes-table.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';

const [tenantId, otherId] = [newId(), newId()];
const [scope, other] = [{ tenantId }, { tenantId: otherId }];
/** Its tenant is the one in force, its id follows those before it. */
const noteLast = statement<object, [body: string]>('test.note-last')`
  INSERT INTO notes (tenant_id, id, body)
    VALUES (nullif(current_setting('app.tenant_id', true), '')::uuid, ('0190a000-0000-7000-8000-' || lpad(nextval('places')::text, 12, '0'))::uuid, $1)`;
const fail = statement('test.fail')`SELECT 1 / 0`;

let test: TestDatabase;
const bodies = async (of = scope) => (await test.database.read(of, allNotes)).map(({ body }) => body);
/** A statement of the first turn, then one that waits for the commit. */
async function addThenLast(tx: Transaction, body: string): Promise<void> {
  await tx.run(allNotes);
  tx.runAtCommit(noteLast, body);
}

beforeAll(async () => {
  test = await testDatabase({ poolSize: 1 });
  await makeNotesTable(test.ownerUrl);
  await runSql(test.ownerUrl, 'CREATE SEQUENCE places; GRANT USAGE ON places TO palier_app');
});
beforeEach(() => runSql(test.adminUrl, 'TRUNCATE notes'));
afterAll(() => test.close());

it('writes the rows with the commit, in the order of the calls, prepared on the connection or not', async () => {
  const write = (...texts: string[]) =>
    test.database.transaction(scope, async (tx) => {
      tx.runAtCommit(noteLast, `${texts[0]} at once`);
      for (const text of texts) await addThenLast(tx, text);
    });
  await write('one', 'two');
  await write('three', 'four');
  expect(await bodies()).toEqual(['one at once', 'one', 'two', 'three at once', 'three', 'four']);
});

it('writes them when they are all that there is', async () => {
  await test.database.transaction(scope, async (tx) => {
    await Promise.resolve();
    tx.runAtCommit(noteLast, 'alone');
  });
  expect(await bodies()).toEqual(['alone']);
});

it('takes no packet of its own for them, once they are prepared', async () => {
  await test.database.transaction(scope, (tx) => addThenLast(tx, 'prepares'));
  const sends = jest.spyOn(pg.Client.prototype, 'query');
  await test.database.transaction(scope, async (tx) => {
    await addThenLast(tx, 'one');
    tx.runAtCommit(noteLast, 'two');
  });
  const sent = sends.mock.calls.length;
  sends.mockRestore();
  // BEGIN, the statement, the commit.
  expect(sent).toBe(process.env.TEST_THROUGH === 'pgbouncer' ? 5 : 3);
  expect(await bodies()).toEqual(['prepares', 'one', 'two']);
});

it.each(['not prepared yet', 'prepared'])('saves nothing when one of them is refused: %s', async (how) => {
  const refused = statement<object, [string]>(`test.refused-${how.replaceAll(' ', '-')}`)`
    ${noteLast.text}, (NULL, gen_random_uuid(), $1)`;
  const write = () =>
    test.database.transaction(scope, async (tx) => {
      await tx.run(insertNote, tenantId, newId(), 'lost');
      tx.runAtCommit(noteLast, 'lost too');
      tx.runAtCommit(refused, 'refused');
      tx.runAtCommit(noteLast, 'never sent');
    });
  if (how === 'prepared') await expect(write()).rejects.toMatchObject({ code: '42501' });
  await expect(write()).rejects.toMatchObject({ code: '42501' });
  await test.database.transaction(scope, (tx) => addThenLast(tx, 'on the same connection'));
  expect(await bodies()).toEqual(['on the same connection']);
});

it('saves nothing of work that throws, and tells of the statement that failed first', async () => {
  const thrown = test.database.transaction(scope, async (tx) => {
    await addThenLast(tx, 'lost');
    throw new Error('after it');
  });
  await expect(thrown).rejects.toThrow('after it');
  const hidden = test.database.transaction(scope, async (tx) => {
    await addThenLast(tx, 'lost');
    await tx.run(fail).catch(() => {});
  });
  await expect(hidden).rejects.toThrow('division by zero');
  expect(await bodies()).toEqual([]);
});

it('refuses one after the transaction is over', async () => {
  const tx = await test.database.transaction(scope, async (tx) => tx);
  expect(() => tx.runAtCommit(noteLast, 'late')).toThrow('The transaction is over');
});

it('writes those of joined transactions in their scope and in the order of the calls, and undoes those of a failed one', async () => {
  await test.database.ambient(scope, async (outer) => {
    outer.runAtCommit(noteLast, 'first');
    await test.database.transaction(scope, (tx) => addThenLast(tx, 'second'));
    await test.database.transaction(other, async (tx) => tx.runAtCommit(noteLast, 'of another'));
    outer.runAtCommit(noteLast, 'third');
    expect(await bodies()).toEqual(['first', 'second', 'third']);
    const undone = test.database.transaction(scope, async (tx) => {
      await addThenLast(tx, 'undone');
      throw new Error('late');
    });
    await expect(undone).rejects.toThrow('late');
    const refused = test.database.transaction(scope, async (tx) => {
      tx.runAtCommit(fail);
    });
    await expect(refused).rejects.toThrow('division by zero');
    outer.runAtCommit(noteLast, 'fourth');
  });
  expect([await bodies(), await bodies(other)]).toEqual([['first', 'second', 'third', 'fourth'], ['of another']]);
});
