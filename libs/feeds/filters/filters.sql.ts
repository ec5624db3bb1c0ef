import { advisoryLock, deleteRowOf, lockRowOf, statement, versionIn } from '#platform/database';
import { declareList, text, type WithNameKey } from '#platform/lists';
import type { FilterContentDto, FilterDto } from './filters.dto.js';

type Content = readonly [
  name: string,
  action: FilterContentDto['action'],
  subscriptionId: string | null,
  folderId: string | null,
  fields: readonly string[],
  terms: readonly string[],
];

const columns = `id, name, action, subscription_id as "subscriptionId", folder_id as "folderId", fields, terms,
    version, created_at as "createdAt", updated_at as "updatedAt"`;
/** The terms of a parameter, as texts are compared. */
const keysOf = (terms: string) => `array(select trim(platform.folded(term)) from unnest(${terms}::text[]) as term)`;

export const filterList = declareList<WithNameKey<FilterDto>, 'name'>({
  name: 'feeds.filters',
  columns: `${columns}, name_key as "nameKey"`,
  from: 'feeds.filters',
  sorts: { name: { keys: [text('name_key', 'nameKey')] } },
});

export const filterVersion = versionIn('feeds.filters');

/** Serialises those who create one: the second counts what the first created. */
export const lockFilters = advisoryLock<[tenantId: string]>('feeds.filters.lock-all', "'feeds.filters.' || $1");

export const countFilters = statement<{ count: number }>('feeds.filters.count')`
  select count(*)::int as count from feeds.filters`;

/** No row where another filter has the name, whatever its case. */
export const insertFilter = statement<FilterDto, [tenantId: string, id: string, ...content: Content]>(
  'feeds.filters.insert',
)`
  insert into feeds.filters (tenant_id, id, name, action, subscription_id, folder_id, fields, terms, keys)
    values ($1, $2, $3, $4, $5, $6, $7, $8, ${keysOf('$8')})
    on conflict (tenant_id, name_key) do nothing returning ${columns}`;

/** No row where it is at another version, or does not exist. */
export const changeFilter = statement<FilterDto, [id: string, versions: readonly number[] | null, ...content: Content]>(
  'feeds.filters.change',
)`
  update feeds.filters set name = $3, action = $4, subscription_id = $5, folder_id = $6, fields = $7, terms = $8,
      keys = ${keysOf('$8')}, version = version + 1, updated_at = now()
    where id = $1 and ($2::integer[] is null or version = any ($2)) returning ${columns}`;

/**
 * Takes the mark of a filter from some of its posts. One that marks all may have millions: too many for a statement.
 *
 * @returns how many it chose, some of which may have been deleted meanwhile
 */
export const unmarkSome = statement<{ chosen: number }, [id: string, most: number]>('feeds.marked-posts.delete-some')`
  -- As an array, so that each mark is found by its key.
  with chosen as materialized (
      select m.post_id from feeds.marked_posts m where m.filter_id = $1 order by m.sorted_at limit $2
    ), gone as (
      delete from feeds.marked_posts where filter_id = $1 and post_id = any (array(select c.post_id from chosen c))
    )
    select count(*)::int as chosen from chosen`;

export const lockFilter = lockRowOf('feeds.filters');

/** Those for one place alone, which end with it: their marks are taken from posts before. */
const lockFiltersOf = (place: 'subscription' | 'folder') =>
  statement<{ id: string }, [placeId: string]>(`feeds.filters.lock-of-${place}`)`
    select id from feeds.filters where ${place}_id = $1 for update`;
export const lockFiltersOfSubscription = lockFiltersOf('subscription');
export const lockFiltersOfFolder = lockFiltersOf('folder');

/** Its posts lose the mark. */
export const deleteFilter = deleteRowOf('feeds.filters');

/** The posts of one filter and subscription that are not yet announced, up to `most`, which count as announced now. */
export const takeMarked = statement<{ filterId: string; subscriptionId: string; postIds: string[] }, [most: number]>(
  'feeds.marked-posts.take',
)`
  with chosen as materialized (
      select m.tenant_id, m.filter_id, m.post_id from feeds.marked_posts m where not m.announced
        order by m.filter_id, m.post_id limit $1 for update
    ), taken as (
      update feeds.marked_posts m set announced = true from chosen c
        where m.tenant_id = c.tenant_id and m.filter_id = c.filter_id and m.post_id = c.post_id returning m.filter_id, m.post_id
    )
    select t.filter_id as "filterId", p.subscription_id as "subscriptionId", array_agg(p.id order by p.number) as "postIds"
      from taken t join feeds.posts p on p.id = t.post_id group by 1, 2 order by 1, 2`;
