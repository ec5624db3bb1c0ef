import { statement } from '#platform/database';
import { declareList, text } from '#platform/lists';
import type { EventNameDto } from './names.dto.js';

/** By name. */
export const namesList = declareList<EventNameDto, 'name'>({
  name: 'analytics.names.list',
  columns: `name, seen_on as "seenOn", array(select property from analytics.counted_properties p
    where p.name = event_names.name order by property) as properties`,
  from: 'analytics.event_names',
  filters: {},
  sorts: { name: { keys: [text('name', 'name')] } },
  defaultSort: 'name',
  index: () => 'event_names_pkey',
});

/** Declares the properties of a name, and no others; one that was declared before stays as it is. */
export const declareProperties = statement<object, [name: string, properties: readonly string[]]>({
  name: 'analytics.names.declare',
  text: `with dropped as (delete from analytics.counted_properties where name = $1 and property <> all ($2::text[]))
    insert into analytics.counted_properties (tenant_id, name, property)
    select nullif(current_setting('app.tenant_id', true), '')::uuid, $1, property from unnest($2::text[]) as property
    on conflict do nothing`,
  sample: ['event.1', ['plan']],
});

/** How many other names have declared properties; and the last day of this one. */
export const declaredNames = statement<{ others: number; seenOn: string | null }, [name: string]>({
  name: 'analytics.names.declared',
  text: `select (select count(distinct name) from analytics.counted_properties where name <> $1)::float8 as others,
    (select seen_on from analytics.event_names where name = $1) as "seenOn"`,
  sample: ['event.1'],
});
