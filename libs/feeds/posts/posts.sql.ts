import { anyOf, statement } from '#platform/database';
import { declareList, equals, type KeyColumn, type ListFilter, timestamp, uuid } from '#platform/lists';
import { countUnread } from '../reading/reading.sql.js';
import type { PostDetailDto, PostDto, PostSort, PostVersionDto } from './posts.dto.js';

/** What the user in force did with a post. Looked up by its key; of a join, a kept plan may read all states of the user. */
const stateOf = (column: 'read' | 'starred_at') =>
  `(select st.${column} from feeds.post_states st where st.post_id = p.id)`;
/** Whether the user in force has read a post: as its state says, else as the mark of its subscription does. */
export const read = (row: 'p' | 'st') => `coalesce(${row === 'st' ? 'st.read' : stateOf('read')}, ${row}.number <=
    (select m.number from feeds.read_marks m where m.subscription_id = ${row}.subscription_id), false)`;
export const starred = `${stateOf('starred_at')} is not null`;
const columns = `p.id, p.subscription_id as "subscriptionId", p.url, p.title, p.author, p.excerpt, p.image, p.tags,
    p.published_at as "publishedAt", p.sorted_at as "sortedAt", p.received_at as "receivedAt", p.version, ${read('p')} as read,
    ${starred} as starred,
    array(select l.label_id from feeds.labelled_posts l where l.post_id = p.id) as labels,
    array(select k.filter_id from feeds.marked_posts k where k.post_id = p.id) as marks`;

/** By the columns of posts, or of their states, which have them too. */
const filtersOf = (row: 'p' | 'st') =>
  ({
    subscription: equals(`${row}.subscription_id`),
    folder: {
      ...equals(''),
      condition: (place) =>
        `${row}.subscription_id = any (array(select s.id from feeds.subscriptions s where s.folder_id = ${place()}))`,
    },
    unread: { condition: () => `not ${read(row)}`, parameters: () => [] },
  }) satisfies Record<string, ListFilter>;
type Filter = keyof ReturnType<typeof filtersOf>;
/** The newest or the oldest first. */
const sortsBy = (...keys: readonly KeyColumn<PostDto>[]) => ({ '-sortedAt': { keys }, sortedAt: { keys } });
const onlyUnread = (given: readonly Filter[]) => given.length === 1 && given[0] === 'unread';

/** The posts of the tenant, with what the user in force has read and starred. */
export const postList = declareList<PostDto, PostSort, Filter>({
  name: 'feeds.posts',
  columns,
  from: 'feeds.posts p',
  filters: filtersOf('p'),
  sorts: sortsBy(timestamp('p.sorted_at', 'sortedAt'), uuid('p.id', 'id')),
  timesAsText: true,
  count: (given) => (onlyUnread(given) ? countUnread : undefined),
});

/** Every filter but one: the posts of a subscription are found by its own index, in `postList`. */
const { subscription, ...amongFilters } = filtersOf('p');

/** The unread ones, where it is known among which few posts they are. */
export const unreadPostList = declareList<PostDto, PostSort, 'among' | keyof typeof amongFilters>({
  name: 'feeds.unread',
  columns,
  from: 'feeds.posts p',
  filters: {
    among: {
      condition: (place) => `p.id = ${anyOf(`${place()}::uuid[]`)}`,
      parameters: (ids) => [ids],
    },
    ...amongFilters,
  },
  always: ['among', 'unread'],
  sameRowsAs: postList,
  sorts: sortsBy(timestamp('p.sorted_at', 'sortedAt'), uuid('p.id', 'id')),
  timesAsText: true,
});

const countStarredUnread = statement<{ total: number }, readonly string[]>('feeds.starred.total.unread')`
  select count(*)::int as total from feeds.post_states st where st.starred_at is not null and not ${read('st')}`;

/** Those that the user in force has starred. */
export const starredPostList = declareList<PostDto, PostSort, Filter>({
  name: 'feeds.starred',
  columns,
  from: `feeds.post_states st join feeds.posts p on p.id = st.post_id`,
  where: 'st.starred_at is not null',
  filters: filtersOf('st'),
  sorts: sortsBy(timestamp('st.sorted_at', 'sortedAt'), uuid('st.post_id', 'id')),
  timesAsText: true,
  count: (given) => (onlyUnread(given) ? countStarredUnread : undefined),
});

/** What `by` of the list of found posts selects: a label of the user, a mark, words, and whether they are starred; empty where not given. */
export type FoundBy = readonly [label: string, mark: string, words: string, starred: string];

/** Posts that have a label, a mark or words, up to 10,000. */
export const foundPostList = declareList<PostDto, PostSort, Filter | 'by'>({
  name: 'feeds.found',
  onReplica: true,
  columns,
  from: 'feeds.posts p',
  filters: {
    by: {
      // As an array, so that each post is found by its id.
      condition: (place) => {
        const [label, mark, words, onlyStarred] = [0, 1, 2, 3].map(() => `nullif(${place()}::text, '')`);
        return `p.id = any (array(select feeds.chosen_posts(${label}::uuid, ${mark}::uuid, ${words})))
          and (${onlyStarred} is null or ${starred})`;
      },
      parameters: (value) => JSON.parse(value) as FoundBy,
    },
    ...filtersOf('p'),
  },
  always: ['by'],
  sorts: sortsBy(timestamp('p.sorted_at', 'sortedAt'), uuid('p.id', 'id')),
  timesAsText: true,
});

export const postById = statement<Omit<PostDetailDto, 'versions'>, [id: string]>('feeds.posts.by-id', {
  timesAsText: true,
})`
  select ${columns}, p.content, p.attachments from feeds.posts p where p.id = $1`;

/**
 * Deletes some posts of a subscription, with all that is known of them. There may be very many: too many for a statement.
 *
 * @returns how many it chose, some of which may have been deleted meanwhile
 */
export const deleteSomePosts = statement<{ chosen: number }, [subscriptionId: string, most: number]>(
  'feeds.posts.delete-some',
)`
  -- As an array, so that each post is found by its key, in the order in which states lock them.
  with chosen as materialized (
      select p.id from feeds.posts p where p.subscription_id = $1 order by p.sorted_at limit $2
    ), gone as (
      delete from feeds.posts where id = any (array(select c.id from chosen c))
    )
    select count(*)::int as chosen from chosen`;

/** What edits of a post replaced, the latest first. */
export const postVersions = statement<PostVersionDto, [postId: string]>('feeds.posts.versions', { timesAsText: true })`
  select version, url, title, author, content, received_at as "receivedAt"
    from feeds.post_versions where post_id = $1 order by version desc`;
