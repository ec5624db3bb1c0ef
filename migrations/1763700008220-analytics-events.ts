import { asRole, declareTable, migration } from '#platform/database';

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

/** A lane that no other transaction has, until the end of this one; waits for one where all are taken. */
const takeLane = `
  create function analytics.take_lane() returns integer language plpgsql set search_path = pg_catalog, pg_temp as $$
    declare
      lane integer;
    begin
      for lane in 1 .. ${lanes.length} loop
        if pg_try_advisory_xact_lock(7254370010 + lane) then return lane; end if;
      end loop;
      lane := 1 + pg_backend_pid() % ${lanes.length};
      perform pg_advisory_xact_lock(7254370010 + lane);
      return lane;
    end $$`;

/**
 * Moves the rows of a lane to where they belong, and says how many of each batch were new. Rows are taken in the order of
 * their key, so that two lanes with the same events wait for each other instead of deadlocking. Of an event that several
 * batches sent, the first stored it. An erased person is left out, as row level security does it for the application.
 *
 * \`batches\`: [{receipt, tenant, key, staged, rejected, sampled}]; \`bad\`: [{receipt, tenant, key, index, code, pointer,
 * subject, text}].
 */
const storeStaged = `
  create function analytics.store_staged(lane integer, batches json, bad json)
    returns table (receipt uuid, stored integer)
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $f$
    #variable_conflict use_column
    declare
      staging text := format('analytics.staging_%s', lane);
      sent_in_all bigint;
      new_in_all bigint;
      new_of_batch json;
      named integer;
      erased boolean;
    begin
      -- A tenant with events has names. Locked, they stay until the commit: a purge that has deleted them leaves nothing behind.
      perform from (select distinct tenant from json_to_recordset(batches) b (tenant uuid, staged integer) where staged > 0) b
        cross join lateral (select from analytics.event_names n where n.tenant_id = b.tenant order by n.name limit 1
          for key share) n;
      get diagnostics named = row_count;
      if named < (select count(distinct tenant) from json_to_recordset(batches) b (tenant uuid, staged integer) where staged > 0) then
        raise exception 'A tenant of these events is purged.' using errcode = 'PL404';
      end if;
      erased := exists (select from (select distinct tenant from json_to_recordset(batches) b (tenant uuid)) b
        cross join lateral (select from platform.erasures e where e.tenant_id = b.tenant and e.state <> 'pending'
          order by e.user_id limit 1) e);
      if erased then
        execute format($$update %s s set subject = null from platform.erasures e
          where e.tenant_id = s.tenant and e.user_id::text = s.subject and e.state <> 'pending'$$, staging);
      end if;
      execute format($$
        with new as (
          insert into analytics.events (tenant_id, occurred_at, id, name, subject, session, properties, client, country)
          select tenant, occurred_at, id, name, subject, session, properties, client, country from %s
          order by tenant, occurred_at, id
          on conflict do nothing returning tenant_id, occurred_at, name
        ), counted as (
          select tenant_id, date_trunc('hour', occurred_at, 'UTC') as hour, name, count(*) as events from new group by 1, 2, 3
        ), added as (
          insert into analytics.event_counts as known (tenant_id, hour, name, received_on, lane, events)
          select tenant_id, hour, name, (now() at time zone 'UTC')::date, $1, events from counted order by 1, 2, 3
          on conflict (tenant_id, hour, name, received_on, lane) do update set events = known.events + excluded.events
        )
        select coalesce(sum(events), 0) from counted$$, staging) into new_in_all using lane;
      select coalesce(sum(staged), 0), json_object_agg(receipt, staged) into sent_in_all, new_of_batch
        from json_to_recordset(batches) b (receipt uuid, staged integer);
      if new_in_all < sent_in_all then
        execute format($$
          select coalesce(json_object_agg(receipt, stored), '{}') from (
            select receipt, count(*) as stored from (
              select distinct on (s.tenant, s.occurred_at, s.id) s.receipt from %1$s s
                join analytics.events e on e.tenant_id = s.tenant and e.occurred_at = s.occurred_at and e.id = s.id
              where e.xmin = pg_current_xact_id()::xid
                and e.occurred_at between (select min(occurred_at) from %1$s) and (select max(occurred_at) from %1$s)
              order by s.tenant, s.occurred_at, s.id, s.receipt) first group by receipt) each$$, staging) into new_of_batch;
      end if;
      execute format('truncate %s', staging);

      insert into analytics.ledger as known (tenant_id, hour, key_id, lane, received, stored, duplicates, rejected, sampled)
        select tenant, date_trunc('hour', now(), 'UTC'), key, lane, sum(staged + rejected + sampled), sum(new),
            sum(staged - new), sum(rejected), sum(sampled)
          from (select *, coalesce((new_of_batch->>receipt::text)::integer, 0) as new from json_to_recordset(batches)
            b (receipt uuid, tenant uuid, key uuid, staged integer, rejected integer, sampled integer)) b
          group by tenant, key order by tenant, key
        on conflict (tenant_id, hour, key_id, lane) do update set received = known.received + excluded.received,
          stored = known.stored + excluded.stored, duplicates = known.duplicates + excluded.duplicates,
          rejected = known.rejected + excluded.rejected, sampled = known.sampled + excluded.sampled;
      insert into analytics.quarantine (tenant_id, receipt, index, key_id, code, pointer, subject, text)
        select tenant, receipt, index, key, code, pointer, subject, text from json_to_recordset(bad)
          b (receipt uuid, tenant uuid, key uuid, index integer, code text, pointer text, subject text, text text)
          -- Not of an erased person, who is searched by the key.
          where not erased or (select e.state from platform.erasures e where e.tenant_id = b.tenant and e.user_id = case
            when b.subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then b.subject::uuid end) in ('erasing', 'erased') is not true;
      return query select b.receipt, coalesce((new_of_batch->>b.receipt::text)::integer, 0)
        from json_to_recordset(batches) b (receipt uuid);
    end $f$`;

/** Events of all products, and the counts that prove that each was stored once. */
export const AnalyticsEvents1763700008220 = migration(
  'AnalyticsEvents1763700008220',
  'create schema analytics',
  ...[events, ...lanes.map(staging), counts, quarantine, names, acrossTenants, takeLane],
  'grant execute on function analytics.take_lane to palier_app',
  ...asRole(
    'palier_cross_tenant',
    'analytics',
    storeStaged,
    'grant execute on function analytics.store_staged to palier_app',
  ),
  declareTable('analytics.events', {
    kind: 'tenant',
    holds: 'What a client did or saw, as it was sent.',
    partitions: { span: 'day', by: 'occurred_at', ahead: 2, behind: 8, keep: '13 months' },
    persons: [
      {
        column: 'subject',
        is: 'subject',
        erasure: 'pseudonym',
        exports: ['id', 'occurred_at', 'received_at', 'name', 'session', 'properties', 'client', 'country'],
      },
    ],
  }),
  declareTable('analytics.event_counts', {
    kind: 'tenant',
    holds: 'How many events of an hour and a name were stored, by the day on which they came.',
    retention: { column: 'hour', after: '13 months' },
  }),
  declareTable('analytics.ledger', {
    kind: 'tenant',
    holds: 'What became of the events that came in an hour with a key.',
    uuids: { key_id: 'the API key' },
    retention: { column: 'hour', after: '13 months' },
  }),
  declareTable('analytics.quarantine', {
    kind: 'tenant',
    holds: 'An event that was rejected, and why.',
    persons: [
      {
        column: 'subject',
        is: 'subject',
        erasure: 'delete',
        exports: ['receipt', 'index', 'received_at', 'code', 'pointer', 'text'],
      },
    ],
    uuids: { receipt: 'the request', key_id: 'the API key' },
    retention: { column: 'received_at', after: '7 days' },
    archive: { notExported: 'rejected events, which are kept for a week to mend the client' },
  }),
  declareTable('analytics.event_names', {
    kind: 'tenant',
    holds: 'A name of events, and when it was used last.',
    retention: { column: 'seen_on', after: '30 days' },
  }),
  ...lanes.map((lane) =>
    declareTable(`analytics.staging_${lane}`, {
      kind: 'shared',
      holds: 'Events on their way into analytics.events; empty between two transactions.',
      uuids: { receipt: 'the request', tenant: 'the tenant', id: 'the event' },
      through: 'copy',
    }),
  ),
);
