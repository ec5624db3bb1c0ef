import { declareTenantTable, functionsOf, migration } from '#platform/database';

/** What tenants hold, spend in a day and used in a month. */
export const TenantsUsage1763700001400 = migration(
  // How much a tenant holds of each capacity quota, is spending of each day's rate quotas, and used in a month.
  `create table tenants.usage (
    tenant_id uuid not null,
    quota     text collate "C" not null,
    used      bigint not null check (used >= 0),
    primary key (tenant_id, quota)
  );
  create table tenants.daily_use (
    tenant_id uuid not null,
    quota     text collate "C" not null,
    day       date not null,
    used      bigint not null check (used >= 0),
    primary key (tenant_id, quota, day)
  );
  create index daily_use_by_day on tenants.daily_use (day);
  create table tenants.metering (
    tenant_id uuid not null,
    month     date not null check (extract(day from month) = 1),
    measure   text collate "C" not null,
    value     bigint not null check (value >= 0),
    primary key (tenant_id, month, measure)
  );`,
  `grant select, insert, update (used), delete on tenants.usage to palier_app;
  grant select, delete on tenants.daily_use to palier_app;
  grant select on tenants.metering to palier_app;`,
  functionsOf('tenants/usage/meter-capacity.sql'),
  // The highest that a capacity quota stood at in a month is exact, because whatever raises it says so.
  `create trigger meter_capacity_use after insert or update of used on tenants.usage
    for each row execute function tenants.meter_capacity_use();`,
  // Counters of many tenants in one statement: a transaction a tenant would be thousands a minute.
  // They can only add. Rows are taken in order of their keys, so that two processes wait for each
  // other instead of deadlocking.
  `grant select, insert, update on tenants.metering, tenants.daily_use to palier_cross_tenant;
  grant select on tenants.usage to palier_cross_tenant;
  create policy cross_tenant on tenants.metering to palier_cross_tenant using (true) with check (true);
  create policy cross_tenant on tenants.daily_use to palier_cross_tenant using (true) with check (true);
  create policy cross_tenant on tenants.usage for select to palier_cross_tenant using (true)`,
  declareTenantTable('tenants.usage', { holds: 'How much of a capacity quota a tenant uses.' }),
  declareTenantTable('tenants.daily_use', {
    holds: 'How much of a rate quota a tenant used on a day.',
    retention: { column: 'day', after: '7 days' },
  }),
  declareTenantTable('tenants.metering', {
    holds: 'What a tenant used in a month, for its bill.',
    kept: 'it proves the bills',
  }),
);
