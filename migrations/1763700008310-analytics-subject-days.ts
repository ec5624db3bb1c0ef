import { asRole, declareTable, migration } from '#platform/database';

/**
 * Who had events on a local day, and of which names. The hash is the key: it is shorter than the subject, and a range of it is
 * a sample of all subjects, the same on each day. Of two subjects with one hash, which are one in a million millions, one counts.
 */
const subjectDays = `
  create table analytics.subject_days (
    tenant_id uuid not null,
    day       date not null,
    hash      bigint not null generated always as (hashtextextended(subject, 0)) stored,
    subject   text collate "C" not null,
    names     text[] collate "C" not null,
    primary key (tenant_id, day, hash)
  ) partition by range (day);
  create table analytics.subject_days_default partition of analytics.subject_days default;
  create index subject_days_by_subject on analytics.subject_days (tenant_id, subject);
  grant select, insert, delete, update (subject, names) on analytics.subject_days to palier_app`;

/** Where an erasure gives a subject the id that another row of the day has already, the two become one. */
const mergeErased = `
  create function analytics.merge_subjects() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
    declare
      others text[];
    begin
      delete from analytics.subject_days d where d.tenant_id = new.tenant_id and d.day = new.day
        and d.hash = hashtextextended(new.subject, 0) and d.hash <> old.hash returning d.names into others;
      new.names := array(select distinct unnest(new.names || others));
      return new;
    end $$;
  create trigger merge_subjects before update of subject on analytics.subject_days for each row
    when (new.subject is distinct from old.subject) execute function analytics.merge_subjects()`;

/**
 * The time zone in which the days of a tenant begin: null where none was made yet. Days before \`remade_to\` are still to be
 * made, in this zone; null once all are.
 */
const sets = `
  create table analytics.subject_sets (
    tenant_id uuid not null primary key,
    time_zone text collate "C",
    remade_to date
  );
  grant select, insert, update on analytics.subject_sets to palier_app`;

/**
 * Events that came before \`collected_to\` are in the days of their tenants, and those that were acknowledged before
 * \`fresh_to\`. \`expected\` is how many events, of those that came from the hour before that of \`collected_to\` on and before
 * it, the ledger knew; null where none can come to them.
 */
const collection = `
  create table analytics.subject_collection (
    one          boolean primary key default true check (one),
    collected_to timestamptz(3) not null,
    fresh_to     timestamptz(3) not null,
    expected     bigint
  );
  insert into analytics.subject_collection (collected_to, fresh_to)
    values (date_trunc('milliseconds', now()), date_trunc('milliseconds', now()))`;

const acrossTenants = `
  grant select, insert, update (names) on analytics.subject_days to palier_cross_tenant;
  grant select, insert, update (time_zone) on analytics.subject_sets to palier_cross_tenant;
  grant select, update on analytics.subject_collection to palier_cross_tenant;
  create policy cross_tenant on analytics.subject_days to palier_cross_tenant using (true) with check (true);
  create policy cross_tenant on analytics.subject_sets to palier_cross_tenant using (true) with check (true)`;

/**
 * Adds the subjects of events that came since the last time to the days of their tenants, of five minutes at most; says of how
 * many events, and whether that were all. A day only grows, so that an event may be read twice: those of the last ten
 * seconds are, since some that began before may be committed later. One that is committed later still is missed by the sum of
 * the ledger, and those of the last hours are read again. A transaction that began five minutes ago has ended. What the product counts
 * has the lane 5, and no events.
 */
const collect = `
  create function analytics.collect_subjects() returns table (events bigint, caught_up boolean)
    language plpgsql security definer set search_path = pg_catalog, pg_temp set work_mem = '64MB' as $f$
    declare
      was analytics.subject_collection;
      -- Whatever was acknowledged before is seen by the statements that follow.
      moment timestamptz(3);
      since timestamptz(3);
      upto timestamptz(3) := 'infinity';
      next_since timestamptz(3);
      checked_from timestamptz;
      next_checked_from timestamptz;
      again bigint;
      stored bigint;
      next_stored bigint;
    begin
      perform pg_advisory_xact_lock(7254370020);
      moment := date_trunc('milliseconds', clock_timestamp());
      select * into strict was from analytics.subject_collection;
      since := was.collected_to;
      caught_up := since >= moment - interval '10 minutes';
      next_since := greatest(since, moment - interval '10 seconds');
      if not caught_up then
        upto := since + interval '5 minutes';
        next_since := upto;
      end if;
      checked_from := date_trunc('hour', since, 'UTC') - interval '1 hour';
      next_checked_from := date_trunc('hour', next_since, 'UTC') - interval '1 hour';
      -- Tenants that are purged have no names, and their rows are locked until the commit: nothing is left behind.
      insert into analytics.subject_sets (tenant_id)
        select l.tenant_id from (select distinct k.tenant_id from analytics.ledger k where k.hour >= checked_from and k.stored > 0 and k.lane <> 5
            and not exists (select from analytics.subject_sets s where s.tenant_id = k.tenant_id)) l
          cross join lateral (select from analytics.event_names n where n.tenant_id = l.tenant_id order by n.name limit 1
            for key share) n
        on conflict do nothing;
      perform from analytics.subject_sets s where s.tenant_id in (select k.tenant_id from analytics.ledger k
        where k.hour >= checked_from and k.stored > 0 and k.lane <> 5) order by s.tenant_id for key share;
      loop
        with known as materialized (
          select s.tenant_id, s.time_zone from analytics.subject_sets s
        ), grouped as materialized (
          select e.tenant_id, (e.occurred_at at time zone k.time_zone)::date as day, e.subject, e.name, count(*) as events,
            count(*) filter (where e.received_at >= next_since) as again
          from analytics.events e left join known k on k.tenant_id = e.tenant_id
          where e.received_at >= since and e.received_at < upto and e.occurred_at > since - interval '8 days'
          group by 1, 2, 3, 4
        ), added as (
          insert into analytics.subject_days as d (tenant_id, day, subject, names)
          select g.tenant_id, g.day, min(g.subject), array_agg(g.name) from grouped g
          where g.day is not null and g.subject is not null
          group by g.tenant_id, g.day, hashtextextended(g.subject, 0) order by g.tenant_id, g.day, hashtextextended(g.subject, 0)
          on conflict (tenant_id, day, hash) do update set names = array(select distinct unnest(d.names || excluded.names))
            where not d.names @> excluded.names
        )
        select coalesce(sum(g.events), 0), coalesce(sum(g.again), 0),
            (select coalesce(sum(l.stored), 0) from analytics.ledger l where l.hour >= checked_from and l.lane <> 5),
            (select coalesce(sum(l.stored), 0) from analytics.ledger l where l.hour >= next_checked_from and l.lane <> 5)
          into events, again, stored, next_stored from grouped g;
        exit when since < was.collected_to or was.expected is null or not caught_up or stored - events = was.expected;
        since := checked_from;
      end loop;
      update analytics.subject_collection set collected_to = next_since,
        fresh_to = case when caught_up then moment else upto end,
        expected = case when caught_up then next_stored - again end;
      return next;
    end $f$`;

const freshTo = `
  create function analytics.subjects_fresh_to() returns timestamptz language sql stable security definer
    set search_path = pg_catalog, pg_temp as $$ select fresh_to from analytics.subject_collection $$`;

const zones = `
  create function analytics.subject_zones() returns table (tenant_id uuid, time_zone text, remaking boolean)
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
      select s.tenant_id, s.time_zone, s.remade_to is not null from analytics.subject_sets s $$`;

/** The different subjects of a period are counted from one set a day. */
export const AnalyticsSubjectDays1763700008310 = migration(
  'AnalyticsSubjectDays1763700008310',
  ...[sets, subjectDays, mergeErased, collection, acrossTenants],
  ...asRole(
    'palier_cross_tenant',
    'analytics',
    ...[collect, freshTo, zones],
    `grant execute on function analytics.collect_subjects, analytics.subjects_fresh_to, analytics.subject_zones to palier_app`,
  ),
  // A purge deletes the rows of a table that is declared later first: of the days, before those that lock them.
  declareTable('analytics.subject_sets', {
    kind: 'tenant',
    holds: 'The time zone in which the days of subjects begin, and which are still to be made.',
    archive: { notExported: 'where the sets are that are made anew from the events' },
  }),
  declareTable('analytics.subject_days', {
    kind: 'tenant',
    holds: 'Who had events on a day, and of which names.',
    partitions: { span: 'month', by: 'day', ahead: 1, behind: 1, keep: '13 months' },
    retention: { column: 'day', after: '13 months', quota: 'eventDays' },
    persons: [{ column: 'subject', is: 'subject', erasure: 'pseudonym', exports: ['day', 'names'] }],
    archive: { notExported: 'sets that are made anew from the events' },
  }),
  declareTable('analytics.subject_collection', {
    kind: 'shared',
    holds: 'Up to when events are in the sets of subjects; one row.',
    through: 'functions',
  }),
);
