import { tenantsProblems } from '../tenants.errors.js';
import type { TenantRow } from './tenants.sql.js';

/**
 * A tenant that is not being deleted.
 *
 * @throws Problem `tenant_deleted` (409)
 */
export function living(row: TenantRow): TenantRow {
  if (row.state === 'active' || row.state === 'suspended') return row;
  throw tenantsProblems.tenant_deleted({ slug: row.slug, state: row.state });
}
