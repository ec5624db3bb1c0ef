import type { QueryRunner } from 'typeorm';
import { migrationOutsideTransaction } from '#platform/database';

const tenants = 'select id from tenants.tenants order by id';
const batch = `
  with indexed as (
  insert into catalog.search_entries
  select e.* from (
    select a from catalog.apps a where a.listed
      and not exists (select from catalog.search_entries known where known.tenant_id = a.tenant_id and known.app_id = a.id)
    limit 500) as missing, catalog.entry_of(missing.a) as e
  on conflict do nothing returning 1)
  select count(*)::integer as indexed from indexed`;

/** In batches, so that no app is locked for longer than a moment. */
async function indexApps(runner: QueryRunner): Promise<void> {
  for (const { id } of (await runner.query(tenants)) as { id: string }[]) {
    await runner.query(`select set_config('app.tenant_id', $1, false)`, [id]);
    for (let indexed = 1; indexed > 0; ) [{ indexed }] = (await runner.query(batch)) as [{ indexed: number }];
  }
  await runner.query(`select set_config('app.tenant_id', '', false)`);
}

/** The apps of before are found too. */
export const CatalogIndexedApps1763700004600 = migrationOutsideTransaction(indexApps);
