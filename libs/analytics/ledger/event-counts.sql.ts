import { statement } from '#platform/database';
import type { CountDifference } from '../event-counts.js';

type Range = [from: string, to: string];
type RangeInZone = [...Range, zone: string];

/** What the product itself counts has a lane of its own, and neither events, clients nor countries. */
export const PRODUCT_LANE = 5;

/** Adds events that happened at one time, of the tenant in force and its time zone, to what the product itself counts. */
export const addProductEvents = statement<object, [name: string, at: Date, events: number, zone: string]>(
  'analytics.product-events.add',
)`
  select from analytics.add_product_events($1, $2::timestamptz, $3::bigint, $4)`;

/** For the statements of this transaction that read many rows. */
export const allowTenMinutes = statement('analytics.counts.allow-ten-minutes')`
  select set_config('statement_timeout', '10min', true)`;

/** Waits for what is being stored, and keeps more from being stored until the transaction ends: the locks of take_lane. */
export const takeAllLanes = statement('analytics.counts.take-all-lanes')`
  select pg_advisory_xact_lock(7254370010 + lane) from generate_series(1, 4) as lane`;

/** The hours of a range in which events are counted, in order. */
export const countedHours = statement<{ hour: string; events: number }, Range>('analytics.counts.hours', {
  timesAsText: true,
})`
  select hour, sum(events)::float8 as events from analytics.event_counts
    where hour >= $1::timestamptz and hour < $2::timestamptz group by hour order by hour`;

/** The counts of a range of whole hours that differ from the events, both read at one moment. */
export const differencesFromEvents = statement<CountDifference, RangeInZone>(
  'analytics.counts.differences-from-events',
  { timesAsText: true },
)`
  select 'events' as what, hour as at, name, received_on as "receivedOn",
      coalesce(counted.events, 0)::float8 as counted, coalesce(found.events, 0)::float8 as found
    from (select hour, name, received_on, sum(events) as events from analytics.event_counts
      where hour >= $1::timestamptz and hour < $2::timestamptz and lane <> ${PRODUCT_LANE} group by 1, 2, 3) as counted
    full join (select date_trunc('hour', occurred_at, $3) as hour, name,
        (received_at at time zone 'UTC')::date as received_on, count(*) as events from analytics.events
      where occurred_at >= $1::timestamptz and occurred_at < $2::timestamptz group by 1, 2, 3) as found
      using (hour, name, received_on)
    where counted.events is distinct from found.events order by hour, name, received_on`;

/** The key of the ledger under which files are imported. */
export const importKey = '00000000-0000-0000-0000-000000000001';

/**
 * The days of receipt, from one to before another, on which the ledger says that another number of events was stored than is
 * counted, both read at one moment. Events that clients sent are up to seven days old, and some minutes ahead. Imported ones
 * may be older, and their counts expire before the ledger's line: up to as many may lack.
 */
export const differencesFromLedger = statement<CountDifference, Range>('analytics.counts.differences-from-ledger')`
  select 'ledger' as what, received_on as at, null as name, received_on as "receivedOn",
      coalesce(counted.events, 0)::float8 as counted, coalesce(found.events, 0)::float8 as found
    from (select received_on, sum(events) as events from analytics.event_counts
      where hour >= $1::timestamptz - interval '8 days' and hour < $2::timestamptz + interval '1 day'
        and received_on >= ($1::timestamptz at time zone 'UTC')::date and received_on < ($2::timestamptz at time zone 'UTC')::date
        and lane <> ${PRODUCT_LANE}
      group by 1) as counted
    full join (select (hour at time zone 'UTC')::date as received_on, sum(stored) as events,
        coalesce(sum(stored) filter (where key_id = '${importKey}'), 0) as imported from analytics.ledger
      where hour >= $1::timestamptz and hour < $2::timestamptz and lane <> ${PRODUCT_LANE} group by 1) as found using (received_on)
    where coalesce(counted.events, 0) not between coalesce(found.events - found.imported, 0) and coalesce(found.events, 0)
    order by received_on`;

/**
 * The days of a range of which the counts by name, client or country are not those of their hours, read at one moment. Hours may
 * have expired: days before the first hour are left out, and its own day may count more.
 */
export const differencesFromHours = statement<CountDifference, [...Range, ...RangeInZone]>(
  'analytics.counts.differences-from-hours',
)`
  select distinct on (day, name) 'days' as what, day as at, name, null as "receivedOn", coalesce(counted.events, 0)::float8 as counted,
      coalesce(found.events, 0)::float8 as found
    from (select property, day, name, sum(events) as events from analytics.day_counts
      where day >= $1::date and day < $2::date and property in ('', 'client', 'country') group by 1, 2, 3) as counted
    full join (select property, (hour at time zone $5)::date as day, n.name, sum(events) as events from analytics.event_counts c
        cross join lateral (values (c.name), ('')) n (name) cross join (values (''), ('client'), ('country')) p (property)
      where hour >= $3::timestamptz and hour < $4::timestamptz and (property = '' or lane <> ${PRODUCT_LANE})
      group by 1, 2, 3) as found using (property, day, name)
    cross join (select (min(hour) at time zone $5)::date as first from analytics.event_counts
      where hour >= $3::timestamptz and hour < $4::timestamptz) as earliest
    where counted.events is distinct from found.events and (day > earliest.first or found.events > coalesce(counted.events, 0))
    order by day, name, property`;

/** Deletes the counts of a range but what the product itself counted, and says how many events they had. */
export const dropCounts = statement<{ events: number }, Range>('analytics.counts.drop')`
  with dropped as (delete from analytics.event_counts
      where hour >= $1::timestamptz and hour < $2::timestamptz and lane <> ${PRODUCT_LANE} returning events)
    select coalesce(sum(events), 0)::float8 as events from dropped`;

/** Counts the events of a range of whole hours, in a lane of no staging table, and says how many there are. */
export const countEvents = statement<{ events: number }, RangeInZone>('analytics.counts.count')`
  with added as (insert into analytics.event_counts (tenant_id, hour, name, received_on, lane, events)
      select tenant_id, date_trunc('hour', occurred_at, $3), name, (received_at at time zone 'UTC')::date, 0, count(*)
      from analytics.events where occurred_at >= $1::timestamptz and occurred_at < $2::timestamptz
      group by 1, 2, 3, 4 returning events)
    select coalesce(sum(events), 0)::float8 as events from added`;

/** As `dropCounts`, of a local day. */
export const dropDayCounts = statement<object, [day: string]>('analytics.counts.drop-day')`
  delete from analytics.day_counts where day = $1::date and lane <> ${PRODUCT_LANE}`;

/** As `countEvents`, of a local day. Of the values of a property the 200 most frequent are told apart. */
export const countDay = statement<object, [...Range, day: string]>('analytics.counts.count-day')`
  insert into analytics.day_counts (tenant_id, property, name, day, value, lane, events)
    select tenant_id, property, name, $3::date, case when place <= 200 then value else '(other)' end, 0, sum(events)
    from (
      select tenant_id, property, name, value, sum(events) as events,
        row_number() over (partition by tenant_id, property, name order by sum(events) desc, value) as place
      from (
        select e.tenant_id, p.property, n.name, p.value, e.events
        from (select tenant_id, name, client, coalesce(country, '') as country, count(*) as events from analytics.events
            where occurred_at >= $1::timestamptz and occurred_at < $2::timestamptz group by 1, 2, 3, 4) e
          cross join lateral (values ('', ''), ('client', client), ('country', country)) p (property, value)
          cross join lateral (values (e.name), ('')) n (name)
        union all
        select e.tenant_id, 'properties.' || p.property, e.name, coalesce(left(e.properties ->> p.property, 100), ''), 1
        from analytics.counted_properties p join analytics.events e on e.name = p.name
        where e.occurred_at >= $1::timestamptz and e.occurred_at < $2::timestamptz
      ) each group by 1, 2, 3, 4
    ) ranked group by 1, 2, 3, 5 having sum(events) > 0`;
