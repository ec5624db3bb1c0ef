/** Real: PostgreSQL, the pool, row level security. Faked: nothing. */

import { statement } from '#platform/database';
import { newId } from '#platform/ids';
import { allNotes, insertNote, makeNotesTable } from '../../../../test/support/notes-table.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';

const tenants = Array.from({ length: 20 }, () => newId());
const fail = statement('test.fail-inside')`SELECT 1 / (SELECT count(*) - count(*) FROM notes)`;

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase({ poolSize: 5 });
  await makeNotesTable(test.ownerUrl);
  for (const tenantId of tenants) {
    await test.database.transaction({ tenantId }, async (tx) => {
      for (let n = 0; n < 3; n += 1) await tx.run(insertNote, tenantId, newId(), `canary of ${tenantId}`);
    });
  }
});
afterAll(() => test.close());

it('shows no row of a tenant without a current tenant', async () => {
  expect(await test.database.unscopedRead('tenants.registry', allNotes)).toEqual([]);
  expect(await test.database.unscoped('tenants.registry', (tx) => tx.run(allNotes))).toEqual([]);
});

it('refuses a row for another tenant', async () => {
  const [tenantId = '', other = ''] = tenants;
  const foreign = test.database.transaction({ tenantId }, (tx) => tx.run(insertNote, other, newId(), 'foreign'));
  await expect(foreign).rejects.toThrow('row-level security');
});

it('shows no row on a connection whose transaction has failed', async () => {
  const [tenantId = ''] = tenants;
  const alone = await testDatabase({ poolSize: 1 });
  try {
    await makeNotesTable(alone.ownerUrl);
    const [before] = await backend(alone);
    const work = alone.database.transaction({ tenantId }, async (tx) => {
      await tx.run(insertNote, tenantId, newId(), 'kept by nobody');
      await tx.run(fail);
    });
    await expect(work).rejects.toThrow('division by zero');
    expect(await alone.database.unscopedRead('tenants.registry', allNotes)).toEqual([]);
    expect(await backend(alone)).toEqual([before]);
  } finally {
    await alone.close();
  }
});

it('shows no row of another tenant to 2,000 requests of mixed tenants on a pool of 5', async () => {
  const foreign: string[] = [];
  const request = async (n: number) => {
    const tenantId = tenants[n % tenants.length] ?? '';
    const rows = await ask(n, tenantId);
    const sound = rows.length === 3 && rows.every((row) => row.body === `canary of ${tenantId}`);
    if (!sound) foreign.push(`request ${n} saw ${JSON.stringify(rows)}`);
  };
  let next = 0;
  const caller = async () => {
    while (next < 2000) await request(next++);
  };
  await Promise.all(Array.from({ length: 50 }, caller));
  expect(foreign).toEqual([]);
  expect(test.statistics.total).toBeLessThanOrEqual(5);
  expect(await runSql(test.adminUrl, 'SELECT count(*)::int AS notes FROM notes')).toEqual([{ notes: 60 }]);
});

/** Uses every kind of access in turn, failures included. */
async function ask(n: number, tenantId: string) {
  const { database } = test;
  if (n % 4 === 0) return database.read({ tenantId }, allNotes);
  if (n % 4 === 1) return database.transaction({ tenantId }, (tx) => tx.run(allNotes));
  if (n % 4 === 2) return database.transaction({ tenantId }, async (tx) => await tx.run(allNotes));
  await database.transaction({ tenantId }, async (tx) => tx.run(fail)).catch(() => {});
  return database.read({ tenantId }, allNotes);
}

const pid = statement<{ pid: number }>('test.backend')`SELECT pg_backend_pid() AS pid`;
const backend = ({ database }: TestDatabase) => database.unscopedRead('tenants.registry', pid);
