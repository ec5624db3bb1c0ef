import { declareTenantTable, migration } from '#platform/database';

/**
 * The events of a local day by name (property empty), and by the values of a property. The name is empty in the rows of all
 * names together. Each lane has its own rows, so that none waits for the commit of another.
 */
const dayCounts = `
  create table analytics.day_counts (
    tenant_id uuid not null,
    property  text collate "C" not null,
    name      text collate "C" not null,
    day       date not null,
    value     text collate "C" not null,
    lane      smallint not null,
    events    bigint not null check (events > 0),
    primary key (tenant_id, property, name, day, value, lane)
  ) with (fillfactor = 80);
  create index day_counts_by_day on analytics.day_counts (day);
  create index day_counts_by_tenant on analytics.day_counts (tenant_id, day);
  grant select, insert, delete on analytics.day_counts to palier_app`;

/** The events of the last hours. */
const minuteCounts = `
  create table analytics.minute_counts (
    tenant_id uuid not null,
    minute    timestamptz(0) not null,
    name      text collate "C" not null,
    lane      smallint not null,
    events    bigint not null check (events > 0),
    primary key (tenant_id, minute, name, lane)
  ) with (fillfactor = 80);
  create index minute_counts_by_minute on analytics.minute_counts (minute);
  grant select on analytics.minute_counts to palier_app`;

const properties = `
  create table analytics.counted_properties (
    tenant_id uuid not null,
    name      text collate "C" not null,
    property  text collate "C" not null,
    since     timestamptz(3) not null default now(),
    primary key (tenant_id, name, property)
  );
  grant select, insert, delete on analytics.counted_properties to palier_app`;

/** The zone of a tenant that changed it. Read where events are stored: processes learn of a change within a second. */
const timeZones = `
  create table analytics.time_zones (
    tenant_id uuid primary key,
    zone      text collate "C" not null
  );
  grant select, insert, update on analytics.time_zones to palier_app`;

const acrossTenants = `
  grant select, insert, update on analytics.day_counts, analytics.minute_counts to palier_cross_tenant;
  grant select on analytics.counted_properties, analytics.time_zones to palier_cross_tenant;
  create policy cross_tenant on analytics.day_counts to palier_cross_tenant using (true) with check (true);
  create policy cross_tenant on analytics.minute_counts to palier_cross_tenant using (true) with check (true);
  create policy cross_tenant on analytics.counted_properties for select to palier_cross_tenant using (true);
  create policy cross_tenant on analytics.time_zones for select to palier_cross_tenant using (true)`;

/** Events are counted by day, by the values of their properties, and by the minutes of the last hours. */
export const AnalyticsCounts1763700008300 = migration(
  ...[dayCounts, minuteCounts, properties, timeZones, acrossTenants],
  declareTenantTable('analytics.day_counts', {
    holds: 'How many events of a day, a name and a value of a property were stored.',
    retention: { column: 'day', after: '36 months', quota: 'eventCountDays' },
  }),
  declareTenantTable('analytics.minute_counts', {
    holds: 'How many events of a minute and a name were stored, of the last hours.',
    retention: { column: 'minute', after: '3 hours' },
    archive: { notExported: 'the counts of the last hours, which are among those of the day' },
  }),
  declareTenantTable('analytics.time_zones', {
    holds: 'The time zone by which events are counted, of a tenant that changed it.',
  }),
  declareTenantTable('analytics.counted_properties', {
    holds: 'A property whose values are counted in the events of a name.',
  }),
);
