import pg from 'pg';
import { OWNER_ROLE } from '#platform/database';
import { declaredFills, fillTenant, purgingTenant, type SizedTenant } from '../../support/fill.js';

/** The tenants with many rows, the largest first. */
export const largeTenants: readonly SizedTenant[] = [
  { id: '018f0000-0000-7000-8000-000000000001', rows: 60_000, share: 1 },
  { id: '018f0000-0000-7000-8000-000000000002', rows: 30_000, share: 1 },
  { id: '018f0000-0000-7000-8000-000000000003', rows: 10_000, share: 1 },
];

/** One of many tenants with few rows: a statement that reads a whole table for it misses an index. */
export const smallTenant: SizedTenant = { id: purgingTenant, rows: 600, share: 0.01 };

const tenants = [...largeTenants, smallTenant];

/** Fills every table that grows with the rows of all `*.fill.ts`. */
export async function fill(adminUrl: string): Promise<void> {
  const fills = declaredFills();
  const owner = new pg.Client({ connectionString: adminUrl });
  await owner.connect();
  try {
    await owner.query(uncheckedReferences);
    await owner.query(`set role ${OWNER_ROLE}`);
    await owner.query(`set app.tenant_id = '${largeTenants[0]?.id}'`);
    for (const sql of fills.flatMap(({ once = [] }) => once)) await owner.query(sql);
    for (const tenant of tenants) await fillTenant(owner, tenant);
    await owner.query(ofEachTenant(fills.flatMap(({ ofEachTenant = [] }) => ofEachTenant)));
    await owner.query('vacuum analyze');
  } finally {
    await owner.end();
  }
}

/** Looking up what each of two million rows refers to would take longer than writing them. */
const uncheckedReferences = `
  do $$ declare checked record; begin
    for checked in select tgrelid::regclass as "table", tgname as name from pg_trigger
        where tgisinternal and tgfoid = '"RI_FKey_check_ins"'::regproc loop
      execute format('alter table %s disable trigger %I', checked.table, checked.name);
    end loop;
  end $$`;

/** Runs these as each of two thousand tenants, and as those with rows. */
const ofEachTenant = (statements: readonly string[]) => `
  do $$ declare tenant uuid; begin
    for tenant in select unnest('{${tenants.map(({ id }) => id).join(',')}}'::uuid[])
        union (select id from tenants.tenants limit 2000) order by 1 loop
      perform set_config('app.tenant_id', tenant::text, true);
      ${statements.join(';\n')};
    end loop;
  end $$`;
