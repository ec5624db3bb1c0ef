import type { QueryRunner } from 'typeorm';
import { migrationOutsideTransaction } from '#platform/database';

const tenants = 'select id from tenants.tenants order by id';
const batch = `
  with marked as (
    update catalog.apps set download = 'pending' where id in (
      select a.id from catalog.apps a join catalog.versions v on v.app_id = a.id and v.version = a.version
      where a.download = 'ready' and not v.kept limit 500)
    returning 1)
  select count(*)::integer as marked from marked`;

/** Until now only the first start of solo kept no files, of its larger packages; its next start keeps them. */
async function markPending(runner: QueryRunner): Promise<void> {
  for (const { id } of (await runner.query(tenants)) as { id: string }[]) {
    await runner.query(`select set_config('app.tenant_id', $1, false)`, [id]);
    for (let marked = 1; marked > 0; ) [{ marked }] = (await runner.query(batch)) as [{ marked: number }];
  }
  await runner.query(`select set_config('app.tenant_id', '', false)`);
}

/** The apps whose files are still to be kept, the smallest first. */
export const CatalogPendingApps1763700008111 = migrationOutsideTransaction(
  `create index concurrently if not exists apps_pending on catalog.apps (tenant_id, bytes, id) where download = 'pending'`,
  markPending,
);
