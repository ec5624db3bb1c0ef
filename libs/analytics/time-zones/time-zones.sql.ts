import { statement } from '#platform/database';

/** Whether events of the tenant were ever counted lately. */
export const hasNames = statement<{ has: boolean }>({
  name: 'analytics.time-zones.has-names',
  text: 'select exists (select from analytics.event_names order by name limit 1) as has',
});

/** From the commit on, events are counted by the clocks of this zone, whatever the processes that store them know. */
export const setTimeZone = statement<object, [tenantId: string, zone: string]>({
  name: 'analytics.time-zones.set',
  text: `insert into analytics.time_zones (tenant_id, zone) values ($1, $2)
    on conflict (tenant_id) do update set zone = excluded.zone`,
  unchecked: 'writes to a small table',
});

/** When the first of the kept events happened; null where there is none. */
export const firstEvent = statement<{ at: string | null }>({
  name: 'analytics.time-zones.first-event',
  text: 'select min(occurred_at) as at from analytics.events',
  timesAsText: true,
});
