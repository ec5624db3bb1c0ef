import pg from 'pg';
import { declaredFills, fillTenant, type SizedTenant } from './fill.js';

/** Of the tables with rows of tenants that stay too small for a `*.fill.ts`. */
const ofSmallTables = `
  insert into auth.signing_keys (tenant_id, kid, x, y, private_key, signs_from, verifies_until)
  select tenant, rpad('kid-' || i, 43, '-'), repeat('x', 43), repeat('y', 43), '', now(), now() + interval '1 day'
  from generate_series(1, 10) i;
  insert into platform.signature_keys (tenant_id, kid, x, private_key, signs_from)
  select tenant, rpad('kid-' || i, 43, '-'), repeat('x', 43), '', now() from generate_series(1, 3) i`;

/** Makes rows of tenants in every table that has a tenant. */
export async function fillEveryTable(ownerUrl: string, tenants: readonly SizedTenant[]): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const ofEach = [...declaredFills().flatMap(({ ofEachTenant = [] }) => ofEachTenant), ofSmallTables];
    for (const tenant of tenants) {
      await fillTenant(owner, tenant);
      await owner.query(`do $$ declare tenant uuid := '${tenant.id}'; begin ${ofEach.join(';')}; end $$`);
    }
  } finally {
    await owner.end();
  }
}
