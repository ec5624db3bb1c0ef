import { statement } from '#platform/database';
import { PRODUCT_LANE } from '../ledger/event-counts.sql.js';

/** Whether events of clients were counted lately, or of the product ever; the names of these begin with `palier.`. */
export const hasNames = statement<{ has: boolean }>('analytics.time-zones.has-names')`
  select coalesce((select true from analytics.event_names order by name limit 1), (select true from analytics.day_counts
      where property = '' and name > 'palier.' and name < 'palier/' order by name limit 1), false) as has`;

/** From the commit on, events are counted by the clocks of this zone, whatever the processes that store them know. */
export const setTimeZone = statement<object, [tenantId: string, zone: string]>('analytics.time-zones.set')`
  insert into analytics.time_zones (tenant_id, zone) values ($1, $2)
    on conflict (tenant_id) do update set zone = excluded.zone`;

/** When the first of the kept events happened; null where there is none. */
export const firstEvent = statement<{ at: string | null }>('analytics.time-zones.first-event', { timesAsText: true })`
  select min(occurred_at) as at from analytics.events`;

/** Waits for what the product is adding, and keeps more from being added until the transaction ends. */
export const takeProductLane = statement('analytics.time-zones.take-product-lane')`
  select pg_advisory_xact_lock(7254370010 + ${PRODUCT_LANE})`;

/** The second of the days of which all hours are kept: the first may have begun before them. */
const secondDay = '(select (min(hour) at time zone $1)::date + 1 from analytics.event_counts)';

/** Deletes the days of what the product counted, of which `addProductDays` counts the hours again. */
export const dropProductDays = statement<object, [zone: string]>('analytics.time-zones.drop-product-days')`
  delete from analytics.day_counts where property = '' and day >= ${secondDay} and lane = ${PRODUCT_LANE}`;

/** Adds the hours of what the product counted to the days of a time zone. */
export const addProductDays = statement<object, [zone: string]>('analytics.time-zones.add-product-days')`
  insert into analytics.day_counts (tenant_id, property, name, day, value, lane, events)
    select c.tenant_id, '', n.name, (c.hour at time zone $1)::date, '', c.lane, sum(c.events)
    from analytics.event_counts c cross join lateral (values (c.name), ('')) n (name)
    where c.lane = ${PRODUCT_LANE} and c.hour >= ${secondDay}::timestamp at time zone $1 group by 1, 3, 4, 6`;
