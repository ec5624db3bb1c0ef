import type { UnscopedAccess } from '../unscoped.js';

/** Every table without a tenant, and the unscoped access that may touch it. A new one needs its row here. */
export const sharedTables: Readonly<Record<string, UnscopedAccess | 'migrations'>> = {
  'tenants.tenants': 'tenants.registry',
  'tenants.directory_version': 'tenants.registry',
  'platform.api_keys': 'access.operator-keys',
  'platform.flags': 'flags.settings',
  'platform.degradation': 'flags.settings',
  'platform.migrations': 'migrations',
};
