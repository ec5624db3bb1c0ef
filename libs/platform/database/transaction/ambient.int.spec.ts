/** Real: PostgreSQL, the pool, row level security. Faked: nothing. */

import { type Scope, statement, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { allNotes, insertNote, makeNotesTable } from '../../../../test/support/notes-table.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';

const [tenantId, otherId, userId] = [newId(), newId(), newId()];
const scope: Scope = { tenantId };
const other: Scope = { tenantId: otherId };
const fail = statement('test.fail')`SELECT 1 / 0`;
const inForce = statement<{ tenant: string; user: string; readonly: string; pid: number }>('test.in-force')`
  SELECT current_setting('app.tenant_id', true) AS tenant, current_setting('app.user_id', true) AS "user",
                current_setting('transaction_read_only') AS readonly, pg_backend_pid() AS pid`;

let test: TestDatabase;
const bodies = async (tenant = scope) => (await test.database.read(tenant, allNotes)).map(({ body }) => body);
const add = (body: string, tenant = scope) =>
  test.database.transaction(tenant, async (tx) => write(tx, body, tenant.tenantId));
const write = (tx: Transaction, body: string, tenant: string = tenantId) => tx.run(insertNote, tenant, newId(), body);

beforeAll(async () => {
  // One connection: an access that did not join would wait for it forever.
  test = await testDatabase({ poolSize: 1 });
  await makeNotesTable(test.ownerUrl);
});
beforeEach(() => runSql(test.adminUrl, 'TRUNCATE notes'));
afterAll(() => test.close());

it('is joined by every access, on one connection, each in its own scope', async () => {
  const seen = await test.database.ambient({ tenantId, userId }, async (tx) => [
    ...(await tx.run(inForce)),
    ...(await test.database.transaction(other, (inner) => inner.run(inForce))),
    ...(await tx.run(inForce)),
    ...(await test.database.read(other, inForce)),
    ...(await test.database.unscopedRead('tenants.registry', inForce)),
    ...(await test.database.unscoped('tenants.registry', (inner) => inner.run(inForce))),
    ...(await tx.run(inForce)),
  ]);
  const outer = { tenant: tenantId, user: userId, readonly: 'off' };
  const [joined, none] = [
    { tenant: otherId, user: '', readonly: 'off' },
    { tenant: '', user: '', readonly: 'off' },
  ];
  const reads = [
    { ...joined, readonly: 'on' },
    { ...none, readonly: 'on' },
  ];
  expect(seen).toMatchObject([outer, joined, outer, ...reads, none, outer]);
  expect(new Set(seen.map(({ pid }) => pid)).size).toBe(1);
});

it('commits or rolls back all joined accesses together', async () => {
  await test.database.ambient(scope, async () => {
    await add('kept');
    await add('of another', other);
    expect(await bodies()).toEqual(['kept']);
  });
  const lost = test.database.ambient(scope, async () => {
    await add('lost');
    await add('lost too', other);
    throw new Error('after both');
  });
  await expect(lost).rejects.toThrow('after both');
  expect([await bodies(), await bodies(other)]).toEqual([['kept'], ['of another']]);
});

it('continues after a caught failure, without the part that failed', async () => {
  await test.database.ambient(scope, async (tx) => {
    await write(tx, 'before');
    const broken = test.database.transaction(other, async (inner) => {
      await write(inner, 'undone', otherId);
      await inner.run(fail);
    });
    await expect(broken).rejects.toThrow('division by zero');
    await expect(test.database.read(scope, fail)).rejects.toThrow('division by zero');
    await expect(test.database.read(scope, insertNote, tenantId, newId(), 'no')).rejects.toThrow('read-only');
    expect(await tx.run(inForce)).toMatchObject([{ tenant: tenantId, readonly: 'off' }]);
    await write(tx, 'after');
  });
  expect([await bodies(), await bodies(other)]).toEqual([['before', 'after'], []]);
});

it('fails when a joined transaction hid a failed statement', async () => {
  await test.database.ambient(scope, async (tx) => {
    const hiding = test.database.transaction(scope, async (inner) => {
      await write(inner, 'lost');
      await inner.run(fail).catch(() => {});
    });
    await expect(hiding).rejects.toThrow('division by zero');
    await write(tx, 'kept');
  });
  expect(await bodies()).toEqual(['kept']);
});

it('runs joined after-commit actions after its commit, in order, and none of a part that was rolled back', async () => {
  const seen: string[] = [];
  const later = (tx: Transaction, what: string) =>
    tx.afterCommit(async () => void seen.push(`${what} of ${await bodies()}`));
  await test.database.ambient(scope, async (tx) => {
    later(tx, 'first');
    await test.database.transaction(scope, async (inner) => {
      later(inner, 'second');
      await write(inner, 'kept');
    });
    const undone = test.database.transaction(scope, async (inner) => {
      later(inner, 'never');
      await inner.run(fail);
    });
    await expect(undone).rejects.toThrow('division by zero');
    later(tx, 'third');
    expect(seen).toEqual([]);
  });
  expect(seen).toEqual(['first of kept', 'second of kept', 'third of kept']);
});

it('runs joined transactions one after the other, nests them, and waits for them', async () => {
  await test.database.ambient(scope, async () => {
    const undone = test.database.transaction(scope, async (tx) => {
      await write(tx, 'undone');
      await add('nested in what is undone');
      throw new Error('late');
    });
    const kept = [add('one'), add('two', other)];
    await expect(undone).rejects.toThrow('late');
    await Promise.all(kept);
    void add('not awaited');
  });
  expect([await bodies(), await bodies(other)]).toEqual([['one', 'not awaited'], ['two']]);
});

it('rolls back a joined transaction that fails while another runs inside it', async () => {
  await test.database.ambient(scope, async (tx) => {
    const [begun, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let nested: Promise<unknown> | undefined;
    const broken = test.database.transaction(other, async (inner) => {
      await write(inner, 'undone', otherId);
      nested = test.database.transaction(scope, async (innermost) => {
        await write(innermost, 'undone with it');
        begun.resolve();
        await goOn.promise;
        await write(innermost, 'too late');
      });
      await begun.promise;
      throw new Error('early');
    });
    await expect(broken).rejects.toThrow('early');
    expect(await tx.run(inForce)).toMatchObject([{ tenant: tenantId }]);
    goOn.resolve();
    await expect(nested).rejects.toThrow('The transaction is over');
    await write(tx, 'kept');
  });
  expect([await bodies(), await bodies(other)]).toEqual([['kept'], []]);
});

it('refuses a statement while another transaction runs inside it', async () => {
  const mixed = test.database.ambient(scope, async (tx) => {
    await test.database.transaction(scope, async (inner) => {
      await write(inner, 'inner');
      await write(tx, 'outer');
    });
  });
  await expect(mixed).rejects.toThrow('A transaction inside this one is under way');
  expect(await bodies()).toEqual([]);
});

it('is not joined by accesses after its end', async () => {
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  let late: Promise<unknown> | undefined;
  await test.database.ambient(scope, async (tx) => {
    await write(tx, 'ambient');
    late = begun.then(() => add('late'));
  });
  begin();
  await late;
  expect(await bodies()).toEqual(['ambient', 'late']);
});

it('does not run its work again after a deadlock or a serialization failure', async () => {
  const conflict = statement('test.conflict')`DO $$ BEGIN RAISE EXCEPTION 'conflict' USING ERRCODE = '40001'; END $$`;
  let runs = 0;
  const work = test.database.ambient(scope, async () => {
    runs += 1;
    await test.database.transaction(scope, (tx) => tx.run(conflict));
  });
  await expect(work).rejects.toMatchObject({ code: 'database_contention' });
  expect(runs).toBe(1);
});

it.each(["'; DROP TABLE notes; --", 'null'])('refuses the tenant id %j inside', async (forged) => {
  await test.database.ambient(scope, async (tx) => {
    await expect(test.database.read({ tenantId: forged }, allNotes)).rejects.toThrow(TypeError);
    await expect(add('forged', { tenantId: forged })).rejects.toThrow(TypeError);
    await write(tx, 'kept');
  });
  expect(await bodies()).toEqual(['kept']);
});
