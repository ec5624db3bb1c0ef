// Real: PostgreSQL, row level security. Faked: the worker that would call the handler.
import { newId } from '#platform/ids';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { runSql } from '../../../test/support/notes-table.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { ExpireOperations } from './expire-operations.job.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

it('deletes the operations that started more than 30 days ago, of every tenant, and no others', async () => {
  const insert = (age: string, rows: number) => `
    INSERT INTO platform.operations (tenant_id, id, kind, state, created_at)
    SELECT '${newId()}', uuidv7(), 'tests.work', 'succeeded', now() - interval '${age}'
      FROM generate_series(1, ${rows})`;
  for (const sql of [insert('31 days', 1500), insert('30 days', 700), insert('29 days', 3)]) {
    await runSql(test.adminUrl, sql);
  }
  const { signal } = new AbortController();
  const context = { id: newId(), attempt: 1, signal, progress: async () => {} };
  await new ExpireOperations(test.database).run({ tenantId: PLATFORM_TENANT_ID }, context);
  const left = await runSql(test.adminUrl, 'SELECT count(*)::int AS rows FROM platform.operations');
  expect(left).toEqual([{ rows: 3 }]);
});
