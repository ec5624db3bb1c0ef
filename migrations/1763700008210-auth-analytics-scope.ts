import type { QueryRunner } from 'typeorm';
import { migrationOutsideTransaction } from '#platform/database';

const tenants = 'select id from tenants.tenants order by id';
const rename = (table: string) => `
  update ${table} set scopes = array_replace(scopes, 'events.ingest', 'analytics.write')
    where array_position(scopes, 'events.ingest') is not null`;

/** The owner of the tables sees the rows of one tenant at a time; nowhere are more than some hundred rows locked. */
async function renameInTenants(runner: QueryRunner): Promise<void> {
  for (const { id } of (await runner.query(tenants)) as { id: string }[]) {
    await runner.query(`select set_config('app.tenant_id', $1, false)`, [id]);
    await runner.query(rename('auth.api_keys'));
  }
  await runner.query(`select set_config('app.tenant_id', '', false)`);
}

/** The permission to send events begins with its context, so that it is given only where the tenant has that. */
export const AuthAnalyticsScope1763700008210 = migrationOutsideTransaction(
  renameInTenants,
  rename('platform.api_keys'),
);
