import { advisoryLock, statement } from '#platform/database';
import { declareList, text } from '#platform/lists';
import type { EventNameDto } from './names.dto.js';

/** By name. */
export const namesList = declareList<EventNameDto, 'name'>({
  name: 'analytics.names.list',
  columns: `name, seen_on as "seenOn", array(select property from analytics.counted_properties p
    where p.name = event_names.name order by property) as properties`,
  from: 'analytics.event_names',
  sorts: { name: { keys: [text('name', 'name')] } },
});

/** Declares the properties of a name, and no others; one that was declared before stays as it is. */
export const declareProperties = statement<object, [name: string, properties: readonly string[]]>(
  'analytics.names.declare',
)`
  with dropped as (delete from analytics.counted_properties where name = $1 and property <> all ($2::text[]))
    insert into analytics.counted_properties (tenant_id, name, property)
    select nullif(current_setting('app.tenant_id', true), '')::uuid, $1, property from unnest($2::text[]) as property
    on conflict do nothing`;

/** How many other names have declared properties; and the last day of this one. */
export const declaredNames = statement<{ others: number; seenOn: string | null }, [name: string]>(
  'analytics.names.declared',
)`
  select (select count(distinct name) from analytics.counted_properties where name <> $1)::float8 as others,
    (select seen_on from analytics.event_names where name = $1) as "seenOn"`;

/** Held until the end of the transaction, so that the second of two that add names counts those of the first. */
export const lockNames = advisoryLock<[tenantId: string]>('analytics.names.lock', "'analytics.names:' || $1");

/** Notes the use of names, of new ones as many as there is room for; the rows are those that may be used. */
export const useNames = statement<{ name: string }, [names: readonly string[], most: number]>('analytics.names.use')`
  with known as (select name from analytics.event_names where name = any($1::text[]))
    insert into analytics.event_names (tenant_id, name, seen_on)
    select nullif(current_setting('app.tenant_id', true), '')::uuid, name, current_date from (
      select name from known union all
      (select name from unnest($1::text[]) as wanted (name) where name not in (select name from known)
        order by name limit greatest(0, $2 - (select count(*) from analytics.event_names)))) as used
    on conflict (tenant_id, name) do update set seen_on = excluded.seen_on returning name`;

/** Read where there is no room for more of them. */
export const allNames = statement<{ name: string }>('analytics.names.all')`select name from analytics.event_names`;
