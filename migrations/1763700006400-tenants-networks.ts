import { declareAnew, migration } from '#platform/database';

/** The networks beyond the public ones that requests for a tenant may reach, as the operator of this deployment allows. */
export const TenantsNetworks1763700006400 = migration(
  "alter table tenants.tenants add column networks text[] not null default '{}'",
  'grant insert (networks), update (networks) on tenants.tenants to palier_app',
  declareAnew('tenants.tenants', {
    holds:
      'A tenant: slug, name, product, plan, settings, state and, of this deployment alone, the networks that it may reach. Of a purged one the slug stays.',
  }),
);
