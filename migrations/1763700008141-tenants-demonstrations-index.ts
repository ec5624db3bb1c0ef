import { migrationOutsideTransaction } from '#platform/database';

/** The few demonstrations among the tenants. */
export const TenantsDemonstrationsIndex1763700008141 = migrationOutsideTransaction(
  `create index concurrently if not exists tenants_demonstrations on tenants.tenants (demonstration, id)
    where demonstration is not null and state in ('active', 'suspended', 'deleting')`,
);
