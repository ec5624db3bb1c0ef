import { declareSharedTable, declareTenantTable, migration, subject } from '#platform/database';

const lanes = [1, 2, 3, 4];

/** What a client sent, as it is stored; an event is one by tenant, time and id. */
const events = `
  create table analytics.events (
    tenant_id   uuid not null,
    occurred_at timestamptz(3) not null,
    id          uuid not null,
    -- Cut to the millisecond instead of rounded: the last half of one would belong to the next day.
    received_at timestamptz(3) not null default date_trunc('milliseconds', now()),
    name        text collate "C" not null,
    subject     text collate "C",
    session     text collate "C",
    -- Not jsonb, which takes longer to store: nothing searches by a property alone.
    properties  json,
    client      text collate "C" not null,
    country     text collate "C",
    primary key (tenant_id, occurred_at, id)
  ) partition by range (occurred_at);
  create table analytics.events_default partition of analytics.events default;
  create index events_by_subject on analytics.events (tenant_id, subject) where subject is not null;
  grant select, update (subject) on analytics.events to palier_app`;

/**
 * Waiting rows of one lane: its transaction alone sees them, and leaves none. Unlogged, since nothing is acknowledged before
 * the commit that stores them.
 */
const staging = (lane: number) => `
  create unlogged table analytics.staging_${lane} (
    receipt     uuid not null,
    tenant      uuid not null,
    occurred_at timestamptz(3) not null,
    id          uuid not null,
    name        text collate "C" not null,
    subject     text collate "C",
    session     text collate "C",
    properties  json,
    client      text collate "C" not null,
    country     text collate "C"
  );
  grant insert on analytics.staging_${lane} to palier_app`;

/**
 * Two counts of the same events: by their hour and name, and by the hour in which and the key with which they came. Each
 * lane has its own rows, so that none waits for the commit of another.
 */
const counts = `
  create table analytics.event_counts (
    tenant_id   uuid not null,
    hour        timestamptz(0) not null,
    name        text collate "C" not null,
    received_on date not null,
    lane        smallint not null,
    events      bigint not null check (events > 0),
    primary key (tenant_id, hour, name, received_on, lane)
  ) with (fillfactor = 80);
  create index event_counts_by_hour on analytics.event_counts (hour);
  create table analytics.ledger (
    tenant_id  uuid not null,
    hour       timestamptz(0) not null,
    key_id     uuid not null,
    lane       smallint not null,
    received   bigint not null,
    stored     bigint not null,
    duplicates bigint not null check (duplicates >= 0),
    rejected   bigint not null,
    sampled    bigint not null,
    primary key (tenant_id, hour, key_id, lane),
    check (received = stored + duplicates + rejected + sampled)
  ) with (fillfactor = 80);
  create index ledger_by_hour on analytics.ledger (hour);
  grant select on analytics.event_counts, analytics.ledger to palier_app;
  -- An operator may count the events of a day anew.
  grant insert, delete on analytics.event_counts to palier_app`;

const quarantine = `
  create table analytics.quarantine (
    tenant_id   uuid not null,
    receipt     uuid not null,
    index       integer not null,
    received_at timestamptz(3) not null default now(),
    key_id      uuid not null,
    code        text collate "C" not null,
    pointer     text collate "C" not null,
    subject     text collate "C",
    text        text not null check (octet_length(text) <= 2048),
    primary key (tenant_id, receipt, index)
  );
  create index quarantine_by_time on analytics.quarantine (received_at);
  create index quarantine_by_subject on analytics.quarantine (tenant_id, subject) where subject is not null;
  grant select, delete on analytics.quarantine to palier_app`;

const names = `
  create table analytics.event_names (
    tenant_id uuid not null,
    name      text collate "C" not null,
    seen_on   date not null,
    primary key (tenant_id, name)
  );
  create index event_names_by_day on analytics.event_names (seen_on);
  grant select, insert, update (seen_on) on analytics.event_names to palier_app`;

const acrossTenants = `
  grant usage on schema analytics to palier_app, palier_cross_tenant;
  grant select, insert on analytics.events to palier_cross_tenant;
  grant select, insert, update, delete on analytics.event_counts to palier_cross_tenant;
  grant select, insert, update on analytics.ledger to palier_cross_tenant;
  grant insert on analytics.quarantine to palier_cross_tenant;
  grant select, update (seen_on) on analytics.event_names to palier_cross_tenant;
  grant select (tenant_id, user_id, state) on platform.erasures to palier_cross_tenant;
  ${lanes.map((lane) => `grant select, update (subject), truncate on analytics.staging_${lane} to palier_cross_tenant;`).join('\n  ')}
  create policy cross_tenant on analytics.events to palier_cross_tenant using (true) with check (true);
  create policy cross_tenant on analytics.event_counts to palier_cross_tenant using (true) with check (true);
  create policy cross_tenant on analytics.ledger to palier_cross_tenant using (true) with check (true);
  create policy cross_tenant on analytics.quarantine for insert to palier_cross_tenant with check (true);
  create policy cross_tenant on analytics.event_names to palier_cross_tenant using (true);
  create policy cross_tenant on platform.erasures for select to palier_cross_tenant using (true)`;

/** Events of all products, and the counts that prove that each was stored once. */
export const AnalyticsEvents1763700008220 = migration(
  'create schema analytics',
  ...[events, ...lanes.map(staging), counts, quarantine, names, acrossTenants],
  declareTenantTable('analytics.events', {
    holds: 'What a client did or saw, as it was sent.',
    partitions: { span: 'day', by: 'occurred_at', ahead: 2, behind: 8, keep: '13 months' },
    persons: [
      subject('subject', 'pseudonym', 'id, occurred_at, received_at, name, session, properties, client, country'),
    ],
  }),
  declareTenantTable('analytics.event_counts', {
    holds: 'How many events of an hour and a name were stored, by the day on which they came.',
    retention: { column: 'hour', after: '13 months' },
  }),
  declareTenantTable('analytics.ledger', {
    holds: 'What became of the events that came in an hour with a key.',
    uuids: { key_id: 'the API key' },
    retention: { column: 'hour', after: '13 months' },
  }),
  declareTenantTable('analytics.quarantine', {
    holds: 'An event that was rejected, and why.',
    persons: [subject('subject', 'delete', 'receipt, index, received_at, code, pointer, text')],
    uuids: { receipt: 'the request', key_id: 'the API key' },
    retention: { column: 'received_at', after: '7 days' },
    archive: { notExported: 'rejected events, which are kept for a week to mend the client' },
  }),
  declareTenantTable('analytics.event_names', {
    holds: 'A name of events, and when it was used last.',
    retention: { column: 'seen_on', after: '30 days' },
  }),
  ...lanes.map((lane) =>
    declareSharedTable(`analytics.staging_${lane}`, {
      holds: 'Events on their way into analytics.events; empty between two transactions.',
      uuids: { receipt: 'the request', tenant: 'the tenant', id: 'the event' },
      through: 'copy',
    }),
  ),
);
