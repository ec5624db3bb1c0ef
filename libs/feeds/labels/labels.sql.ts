import { advisoryLock, anyOf, deleteRowOf, statement, versionIn } from '#platform/database';
import { declareList, text, type WithNameKey } from '#platform/lists';
import type { LabelDto } from './labels.dto.js';

const columns = 'id, name, version, created_at as "createdAt", updated_at as "updatedAt"';

export const labelList = declareList<WithNameKey<LabelDto>, 'name'>({
  name: 'feeds.labels',
  columns: `${columns}, name_key as "nameKey"`,
  from: 'feeds.labels',
  sorts: { name: { keys: [text('name_key', 'nameKey')] } },
});

export const labelVersion = versionIn('feeds.labels');

/** Serialises what creates labels of a user: the second counts what the first created. */
export const lockLabels = advisoryLock<[tenantId: string, userId: string]>(
  'feeds.labels.lock-all',
  "'feeds.labels.' || $1 || '.' || $2",
);

/** How many labels the user in force has. */
export const countLabels = statement<{ count: number }>('feeds.labels.count')`
  select count(*)::int as count from feeds.labels`;

/** No row where another label of the user has the name, whatever its case. */
export const insertLabel = statement<LabelDto, [tenantId: string, userId: string, id: string, name: string]>(
  'feeds.labels.insert',
)`
  insert into feeds.labels (tenant_id, user_id, id, name) values ($1, $2, $3, $4)
    on conflict (tenant_id, user_id, name_key) do nothing returning ${columns}`;

/** The labels of some names, which are made where there are none. */
export const ensureLabels = statement<{ id: string }, [tenantId: string, userId: string, names: readonly string[]]>(
  'feeds.labels.ensure',
)`
  insert into feeds.labels (tenant_id, user_id, id, name)
    select distinct on (lower(n)) $1::uuid, $2::uuid, uuidv7(), n from unnest($3::text[]) n order by lower(n)
    on conflict (tenant_id, user_id, name_key) do update set updated_at = labels.updated_at returning id`;

/** No row where it is at another version, or does not exist. */
export const renameLabel = statement<LabelDto, [id: string, versions: readonly number[] | null, name: string]>(
  'feeds.labels.rename',
)`
  update feeds.labels set name = $3, version = version + 1, updated_at = now()
    where id = $1 and ($2::integer[] is null or version = any ($2)) returning ${columns}`;

/** Its posts lose it. */
export const deleteLabel = deleteRowOf('feeds.labels');

/** Which of these labels the user in force has. */
export const labelsAmong = statement<{ id: string }, [ids: readonly string[]]>('feeds.labels.among')`
  select id from feeds.labels where id = ${anyOf('$1::uuid[]')} for key share`;

/** Adds labels to posts; ids that do not exist are ignored. */
export const labelPosts = statement<object, [userId: string, postIds: readonly string[], labelIds: readonly string[]]>(
  'feeds.labelled-posts.add',
)`
  insert into feeds.labelled_posts (tenant_id, user_id, label_id, post_id, sorted_at)
    select p.tenant_id, $1, l.id, p.id, p.sorted_at from feeds.posts p, feeds.labels l
      where p.id = ${anyOf('$2::uuid[]')} and l.id = ${anyOf('$3::uuid[]')} order by l.id, p.id
    on conflict do nothing`;

export const unlabelPosts = statement<object, [postIds: readonly string[], labelIds: readonly string[]]>(
  'feeds.labelled-posts.remove',
)`
  delete from feeds.labelled_posts where post_id = ${anyOf('$1::uuid[]')} and label_id = ${anyOf('$2::uuid[]')}`;
