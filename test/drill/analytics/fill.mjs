// Events of many tenants over thirty days, with their counts and sets of subjects, written as the product would have left them.
const DAYS = 30;
const ZONE = 'Europe/Paris';
const NAMES = 20;

/**
 * Fills the tables of analytics; a quarter of the events are those of the first tenant.
 *
 * @param {import('pg').Client} admin a superuser
 * @param {readonly string[]} tenants their ids
 * @param {number} events in all
 */
export async function fillAnalytics(admin, tenants, events) {
  const run = (sql, values) => admin.query(sql, values);
  await run('set session_replication_role = replica');
  for (let day = DAYS; day > 0; day -= 1) {
    await makePartition(run, Temporal.Now.plainDateISO('UTC').subtract({ days: day }));
    await run(
      `insert into analytics.events (tenant_id, occurred_at, received_at, id, name, subject, session, properties, client, country)
       select t.id, at, at, uuidv7(), 'drill.kind-' || (i * 7) % ${NAMES},
         'subject-' || (case when t.n = 1 then i * 31 % 100000 else i * 31 % 2000 end), 's-' || i % 5000, '{"plan":"pro","n":1}',
         (array['browser', 'mobile', 'tablet', 'server'])[1 + i % 4], (array['FR', 'BE', 'CH', 'CA', 'SN'])[1 + i % 5]
       from generate_series(1, $2::int) as i
       cross join lateral (select case when i % 4 = 0 then 1 else 2 + (i::bigint * 7919 % ($4::int - 1)) end as n) pick
       join unnest($3::uuid[]) with ordinality as t (id, n) on t.n = pick.n
       cross join lateral (select date_trunc('day', now(), 'UTC') - $1::int * interval '1 day'
         + (i::float8 / $2::int) * interval '86399 seconds' as at) a`,
      [day, Math.ceil(events / DAYS), tenants, tenants.length],
    );
  }
  await run(`insert into analytics.event_counts (tenant_id, hour, name, received_on, lane, events)
    select tenant_id, date_trunc('hour', occurred_at, '${ZONE}'), name, (received_at at time zone 'UTC')::date,
      1 + extract(second from occurred_at)::int % 4, count(*) from analytics.events group by 1, 2, 3, 4, 5`);
  await run(`insert into analytics.day_counts (tenant_id, property, name, day, value, lane, events)
    select e.tenant_id, p.property, n.name, e.day, p.value, e.lane, sum(e.events)
    from (select tenant_id, name, client, country, (occurred_at at time zone '${ZONE}')::date as day,
        1 + extract(second from occurred_at)::int % 4 as lane, count(*) as events from analytics.events group by 1, 2, 3, 4, 5, 6) e
      cross join lateral (values ('', ''), ('client', client), ('country', country)) p (property, value)
      cross join lateral (values (e.name), ('')) n (name)
    group by 1, 2, 3, 4, 5, 6`);
  await run(`insert into analytics.ledger (tenant_id, hour, key_id, lane, received, stored, duplicates, rejected, sampled)
    select tenant_id, date_trunc('hour', hour, 'UTC'), md5('key')::uuid, lane, sum(events), sum(events), 0, 0, 0
    from analytics.event_counts group by 1, 2, 3, 4`);
  await run(`insert into analytics.event_names (tenant_id, name, seen_on)
    select distinct tenant_id, name, current_date from analytics.event_counts`);
  await run(`insert into analytics.subject_days (tenant_id, day, subject, names)
    select tenant_id, (occurred_at at time zone '${ZONE}')::date, subject, array_agg(distinct name)
    from analytics.events group by 1, 2, 3`);
  await run(`insert into analytics.subject_sets (tenant_id, time_zone) select unnest($1::uuid[]), '${ZONE}'`, [
    tenants,
  ]);
  await run('update analytics.subject_collection set collected_to = now(), fresh_to = now(), expected = null');
  await run('set session_replication_role = origin');
  await run('vacuum analyze analytics.event_counts, analytics.day_counts, analytics.subject_days, analytics.ledger');
  await run('analyze analytics.events');
  await run('checkpoint');
}

/** Of a day that is farther back than the product makes them. */
const makePartition = (run, day) =>
  run(`create table if not exists analytics.events_${day.toString().replaceAll('-', '')} partition of analytics.events
    for values from ('${day}T00:00:00Z') to ('${day.add({ days: 1 })}T00:00:00Z')`);
