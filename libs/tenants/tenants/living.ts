import { tenantsProblems } from '../tenants.errors.js';
import type { TenantRow } from './tenants.sql.js';

/**
 * Returns the row of an active or suspended tenant.
 *
 * @throws Problem `tenant_deleted` (409)
 */
export function notDeleted(row: TenantRow): TenantRow {
  if (row.state === 'active' || row.state === 'suspended') return row;
  throw tenantsProblems.tenant_deleted({ slug: row.slug, state: row.state });
}
