import { statement } from '#platform/database';
import type { BreakdownValueDto } from './breakdown.dto.js';

type Days = [from: string, to: string];

/** The most frequent values of a property in the events of a name, which is empty for all. */
export const topValues = statement<BreakdownValueDto, [property: string, name: string, ...Days, most: number]>(
  'analytics.breakdown.values',
)`
  select value, sum(events)::float8 as events from analytics.day_counts
    where property = $1 and name = $2 and day >= $3::date and day <= $4::date
    group by value order by sum(events) desc, value limit $5`;

/** The most frequent names. They are found one after the other, since the index is led by the name and not by the day. */
export const topNames = statement<BreakdownValueDto, [...Days, most: number]>('analytics.breakdown.names')`
  with recursive names (name) as (
      (select name from analytics.day_counts where property = '' and name > '' order by name limit 1)
      union all select (select d.name from analytics.day_counts d where d.property = '' and d.name > n.name
        order by d.name limit 1) from names n where n.name is not null)
    select n.name as value, e.events::float8 as events from names n
    cross join lateral (select sum(events) as events from analytics.day_counts d
      where d.property = '' and d.name = n.name and d.day >= $1::date and d.day <= $2::date) e
    where e.events > 0 order by e.events desc, n.name limit $3`;

/** The events of a name, which is empty for all; and whether the values of a property are counted among them. */
export const totalOfName = statement<{ events: number; counted: boolean }, [name: string, ...Days, property: string]>(
  'analytics.breakdown.total',
)`
  select coalesce(sum(events), 0)::float8 as events, exists (select from analytics.counted_properties p
      where p.name = $1 and 'properties.' || p.property = $4) as counted from analytics.day_counts
    where property = '' and name = $1 and day >= $2::date and day <= $3::date`;
