import { normaliseText } from '#platform/text-normalisation';
import { productById } from '../products/products.js';
import { settingsOf } from '../settings/tenant-settings.js';
import { tenantsProblems } from '../tenants.errors.js';
import type { TenantDetails } from './tenants.js';
import type { TenantRow } from './tenants.sql.js';

/** The details of a tenant's row, with the settings in force, and without the sort key and the version of the directory. */
export function details(row: TenantRow): TenantDetails {
  const { nameKey: _key, directoryVersion: _stamp, locale, timeZone, displayName, colour, logoUrl, ...tenant } = row;
  const own = { locale, timeZone, displayName, colour, logoUrl };
  return { ...tenant, ...settingsOf(own, tenant.name, productById(tenant.product)) };
}

/**
 * Returns the row of an active or suspended tenant.
 *
 * @throws Problem `tenant_deleted` (409)
 */
export function notDeleted(row: TenantRow): TenantRow {
  if (row.state === 'active' || row.state === 'suspended') return row;
  throw tenantsProblems.tenant_deleted({ slug: row.slug, state: row.state });
}

/** The searched text: name and slug on separate lines, so that no search matches across both. */
export function searchKey(name: string, slug: string): string {
  return `${normaliseText(name)}\n${slug}`;
}
