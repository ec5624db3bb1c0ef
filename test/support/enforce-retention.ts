import { EnforceRetention } from '#platform/data-lifecycle';
import type { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { PLATFORM_TENANT_ID, type Tenant, type TenantDirectory } from '#platform/tenancy';

/** Tenants whose plans may limit for how long rows stay. */
export type Planned = Pick<TenantDirectory, 'all'>;
const nobody: Planned = { all: (): Tenant[] => [] };

/** Deletes what is past its retention in every table, as the job does. @returns rows by table */
export function enforceRetention(database: Database, tenants = nobody): Promise<Record<string, number>> {
  const { signal } = new AbortController();
  const context = { id: newId(), attempt: 1, signal, progress: async () => {} };
  return new EnforceRetention(database, tenants as TenantDirectory).run({ tenantId: PLATFORM_TENANT_ID }, context);
}
