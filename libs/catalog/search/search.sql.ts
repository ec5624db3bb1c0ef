import { type Statement, statement } from '#platform/database';
import { type AppSort, appSorts } from '../apps/apps.dto.js';
import { type AppRow, columns } from '../apps/apps.sql.js';

/** What an app must match: words as somebody typed them, the tsquery of the filters, and whether words may be misspelled. */
export type Matching = [typed: string | null, filter: string | null, fuzzy: boolean];
type Place = [afterKey: string | null, afterId: string | null, most: number, skip: number];

/** The orders of what is found: the column in the index of the search, and the type of its values in a cursor. */
export const orders = {
  name: { column: 'name_key', type: 'text' },
  createdAt: { column: 'created_at', type: 'timestamp' },
  updatedAt: { column: 'updated_at', type: 'timestamp' },
  downloads: { column: 'downloads', type: 'integer' },
  relevance: { column: 'score', type: 'integer' },
} as const;
export type Order = keyof typeof orders;

type FindApps = Statement<AppRow, [...Matching, ...Place]>;

const finding = new Map<AppSort, FindApps>();
for (const sort of appSorts) {
  const { column } = orders[sort.replace('-', '') as Order];
  const find = statement<AppRow, [...Matching, ...Place]>(`catalog.search.${sort}`, { timesAsText: true })`
    select ${columns}, found.number, found.alike
    from catalog.search_apps($1, $2, $3, '${column}', ${String(sort.startsWith('-'))}, $4, $5, $6, $7)
      with ordinality as found (app_id, number, alike, place)
    join catalog.apps as app on app.id = found.app_id where app.listed order by found.place`;
  finding.set(sort, find);
}

/** Finds the apps that match, in an order; what it runs is planned by the words and filters of each call. */
export const findApps = (sort: AppSort) => finding.get(sort) as FindApps;

/** Counts what matches, at most `upto`. */
export const countFound = statement<{ total: number }, [...Matching, upto: number]>('catalog.search.count')`
  select catalog.count_found_apps($1, $2, $3, $4) as total`;

/** The values that most matches have; of `all`, how many match. */
export const countFacets = statement<
  { facet: string; value: string | null; apps: number },
  [...Matching, most: number]
>('catalog.search.facets')`
  select facet, value, apps from catalog.count_facets($1, $2, $3, $4)`;

/** An app to suggest. */
interface Suggested {
  slug: string;
  name: string;
}

/**
 * Ten apps whose name or slug begins with a text: first the one that is called so, then those with more digits of downloads,
 * and of these the shorter names. Of a beginning that a hundred names have, those among the 500 that are downloaded most
 * are considered too, instead of all.
 */
export const suggestApps = statement<
  Suggested,
  [nameFrom: string, nameUpTo: string, slugFrom: string, slugUpTo: string]
>('catalog.search.suggest')`
  with by_name as materialized (
      select app_id from catalog.search_entries where name_key >= $1 and name_key < $2 order by name_key, app_id limit 100
    ), begun as (
      select app_id from by_name
      union
      (select id from catalog.apps where listed and slug >= $3 and slug < $4 order by slug limit 100)
      union
      select app_id from (
        select app_id, name_key from catalog.search_entries order by downloads desc, app_id desc limit 500) as popular
      where name_key >= $1 and name_key < $2 and (select count(*) from by_name) = 100
    )
    select app.slug, app.name from begun
    join catalog.search_entries as entry on entry.app_id = begun.app_id join catalog.apps as app on app.id = begun.app_id
    order by entry.name_key = $1 desc, length(entry.downloads::text) desc, length(entry.name_words), entry.name_key, app.slug
    limit 10`;

/** Apps whose name, or its beginning or words, resemble what somebody has typed, the most alike first. */
export const similarApps = statement<Suggested, [typed: string, most: number]>('catalog.search.similar')`
  select app.slug, app.name from catalog.similar_apps($1, $2) with ordinality as found (app_id, place)
    join catalog.apps as app on app.id = found.app_id where app.listed order by found.place`;

/** Brings the order by downloads up to date for the next apps, of any tenant, that were downloaded since a day (UTC). */
export const rankDownloads = statement<
  { tenantId: string; appId: string; ranked: boolean },
  [since: string, afterTenant: string, afterApp: string, most: number]
>('catalog.search.rank-downloads')`
  select of_tenant as "tenantId", of_app as "appId", ranked from catalog.rank_downloads($1, $2, $3, $4)`;
