/** Real: PostgreSQL, the pool, row level security. Faked: nothing. */

import { isUniqueViolation, statement, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { allNotes, insertNote, makeNotesTable } from '../../../../test/support/notes-table.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';

const tenantId = newId();
const scope = { tenantId };
const rewrite = statement<object, [body: string, id: string]>('test.rewrite')`UPDATE notes SET body = $1 WHERE id = $2`;
const fail = statement('test.fail')`SELECT 1 / 0`;
const settings = statement<{ tenant: string; user: string; readonly: string }>('test.settings')`
  SELECT current_setting('app.tenant_id', true) AS tenant, current_setting('app.user_id', true) AS "user",
                current_setting('transaction_read_only') AS readonly`;

let test: TestDatabase;
const notes = () => test.database.read(scope, allNotes);

beforeAll(async () => {
  test = await testDatabase({ poolSize: 2 });
  await makeNotesTable(test.ownerUrl);
});
beforeEach(() => runSql(test.adminUrl, 'TRUNCATE notes'));
afterAll(() => test.close());

async function addThrice(tx: Transaction): Promise<void> {
  const [note] = await tx.run(insertNote, tenantId, newId(), 'first');
  await tx.run(rewrite, 'second', note?.id ?? '');
  await tx.run(insertNote, tenantId, newId(), 'third');
}

it('commits the statements of one transaction together', async () => {
  await test.database.transaction(scope, addThrice);
  expect((await notes()).map(({ body }) => body)).toEqual(['second', 'third']);
});

it('rolls back a row written twice and another when the work then throws', async () => {
  const work = test.database.transaction(scope, async (tx) => {
    await addThrice(tx);
    throw new Error('after all of it');
  });
  await expect(work).rejects.toThrow('after all of it');
  expect(await notes()).toEqual([]);
});

it('rolls back when the work throws before any answer of PostgreSQL', async () => {
  const work = test.database.transaction(scope, async (tx) => {
    void tx.run(insertNote, tenantId, newId(), 'unanswered');
    throw new Error('at once');
  });
  await expect(work).rejects.toThrow('at once');
  expect(await notes()).toEqual([]);
});

it('commits a single statement, and saves nothing of one that fails', async () => {
  const id = newId();
  const add = () => test.database.transaction(scope, (tx) => tx.run(insertNote, tenantId, id, 'once'));
  expect(await add()).toEqual([{ id }]);
  const twice = await add().catch((error: unknown) => error);
  expect(isUniqueViolation(twice, 'notes_pkey')).toBe(true);
  expect(isUniqueViolation(twice, 'another')).toBe(false);
  expect(await notes()).toHaveLength(1);
});

it('fails a transaction when the work hid a failed statement', async () => {
  const work = test.database.transaction(scope, async (tx) => {
    await tx.run(insertNote, tenantId, newId(), 'lost');
    await tx.run(fail).catch(() => {});
  });
  await expect(work).rejects.toThrow('division by zero');
  expect(await notes()).toEqual([]);
});

it('fails with the statement that failed, and not with one after it', async () => {
  const work = test.database.transaction(scope, async (tx) => {
    await tx.run(fail).catch(() => {});
    await tx.run(allNotes);
  });
  await expect(work).rejects.toThrow('division by zero');
});

it('refuses statements after the transaction is over', async () => {
  let kept: Transaction | undefined;
  await test.database.transaction(scope, async (tx) => {
    kept = tx;
    await tx.run(allNotes);
  });
  await expect(kept?.run(allNotes)).rejects.toThrow('The transaction is over');
});

it('runs after-commit actions after the commit, in order, and never after a rollback', async () => {
  const seen: string[] = [];
  await test.database.transaction(scope, async (tx) => {
    tx.afterCommit(() => void seen.push('first'));
    tx.afterCommit(async () => void seen.push(`second of ${(await notes()).length}`));
    await tx.run(insertNote, tenantId, newId(), 'kept');
  });
  const rolledBack = test.database.transaction(scope, async (tx) => {
    tx.afterCommit(() => void seen.push('never'));
    await tx.run(fail);
  });
  await expect(rolledBack).rejects.toThrow('division by zero');
  expect(seen).toEqual(['first', 'second of 1']);
});

it('sets tenant and user for one transaction only', async () => {
  const userId = newId();
  const both = { tenantId, userId };
  const inside = await test.database.transaction(both, async (tx) => (await tx.run(settings))[0]);
  expect(inside).toEqual({ tenant: tenantId, user: userId, readonly: 'off' });
  expect(await test.database.transaction(both, (tx) => tx.run(settings))).toEqual([inside]);
  expect(await test.database.read(both, settings)).toEqual([{ ...inside, readonly: 'on' }]);
  expect(await test.database.read(scope, settings)).toEqual([{ tenant: tenantId, user: '', readonly: 'on' }]);
  for (const user of await test.database.unscopedRead('tenants.registry', settings)) expect(user.tenant).toBe('');
});

it('refuses to write in a read', async () => {
  const write = test.database.read(scope, insertNote, tenantId, newId(), 'no');
  await expect(write).rejects.toThrow('read-only transaction');
});

it.each(["'; DROP TABLE notes; --", '', 'null'])('refuses the tenant id %j', async (forged) => {
  await expect(test.database.read({ tenantId: forged }, allNotes)).rejects.toThrow(TypeError);
  await expect(test.database.transaction({ tenantId: forged }, (tx) => tx.run(allNotes))).rejects.toThrow(TypeError);
  await expect(test.database.transaction({ tenantId: forged }, async (tx) => tx.run(allNotes))).rejects.toThrow(
    TypeError,
  );
  expect(await notes()).toEqual([]);
});
