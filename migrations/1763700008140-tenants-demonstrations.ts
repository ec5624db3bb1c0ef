import { declareAnew, migration } from '#platform/database';

/**
 * Which tenants `palier demo` made, and as which demonstration. Nothing may change the mark: a tenant that was not made as a
 * demonstration never becomes one, and so is never removed like one.
 */
export const TenantsDemonstrations1763700008140 = migration(
  'alter table tenants.tenants add column demonstration text',
  'grant insert (demonstration) on tenants.tenants to palier_app',
  declareAnew('tenants.tenants', {
    holds:
      'A tenant: slug, name, product, plan, settings, state and, of this deployment alone, the networks that it may reach and whether it is a demonstration. Of a purged one the slug stays.',
  }),
);
