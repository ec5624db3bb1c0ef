import { declareTenantTable, migration } from '#platform/database';

/** The deletion of rows past the retention that their tables declare, or that their tenants chose. */
export const PlatformRetention1763700000055 = migration(
  // For how many days tenants keep rows of a table, where they chose less than it declares.
  `create table platform.retention_periods (
    tenant_id uuid not null,
    name text not null,
    days integer not null check (days > 0),
    primary key (tenant_id, name)
  );
  grant select, insert, update, delete on platform.retention_periods to palier_app`,
  declareTenantTable('platform.retention_periods', {
    holds: 'For how many days a tenant keeps rows of a table, where it chose less than the table declares.',
  }),
);
