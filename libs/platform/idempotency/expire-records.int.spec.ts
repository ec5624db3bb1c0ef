// Real: PostgreSQL, row level security. Faked: the worker that would call the handler.
import { newId } from '#platform/ids';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { runSql } from '../../../test/support/notes-table.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { ExpireRecords } from './expire-records.job.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

it('deletes the records older than 24 hours, of every tenant, and no others', async () => {
  const insert = (age: string, rows: number) => `
    INSERT INTO platform.idempotency_records (tenant_id, key_hash, fingerprint, status, headers, created_at)
    SELECT '${newId()}', sha256(('${age}' || i)::bytea), sha256(''), 201, '{}', now() - interval '${age}'
      FROM generate_series(1, ${rows}) i`;
  for (const sql of [insert('25 hours', 1500), insert('24 hours', 700), insert('23 hours', 3)]) {
    await runSql(test.adminUrl, sql);
  }
  const { signal } = new AbortController();
  const context = { id: newId(), attempt: 1, signal, progress: async () => {} };
  await new ExpireRecords(test.database).run({ tenantId: PLATFORM_TENANT_ID }, context);
  const left = await runSql(test.adminUrl, 'SELECT count(*)::int AS rows FROM platform.idempotency_records');
  expect(left).toEqual([{ rows: 3 }]);
});
