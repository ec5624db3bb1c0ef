import type { TenantDetails } from './tenants.js';
import type { TenantRow } from './tenants.sql.js';

/** A row without what is only sorted and stamped by. */
export function details({ nameKey: _key, directoryVersion: _stamp, ...tenant }: TenantRow): TenantDetails {
  return tenant;
}
