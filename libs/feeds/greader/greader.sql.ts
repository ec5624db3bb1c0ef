import { samples, statement } from '#platform/database';
import { marks, read } from '../posts/posts.sql.js';

/** Which posts a stream has, and from where to where: between two numbers, both excluded. */
type Page = [
  after: number,
  before: number,
  read: boolean | null,
  starred: boolean | null,
  most: number,
  ...scope: readonly string[],
];

/** A post as a stream of ids names it. */
export interface RefRow {
  readonly number: number;
  readonly subscriptionId: string;
  readonly receivedAt: Date;
  /** Of its content. */
  readonly bytes: number;
}

/** A post as a stream of contents shows it, with the feed that it is of. */
export interface ItemRow extends RefRow {
  readonly url: string | null;
  readonly title: string;
  readonly author: string | null;
  readonly content: string;
  readonly attachments: readonly { url: string; type: string | null; bytes: number | null }[];
  readonly publishedAt: Date | null;
  readonly updatedAt: Date;
  readonly read: boolean;
  readonly starred: boolean;
  readonly feedTitle: string;
  readonly siteUrl: string | null;
  readonly folder: string | null;
}

// PostgreSQL knows how long a content is without reading it.
const ref = `p.number::float8 as number, p.subscription_id as "subscriptionId", p.received_at as "receivedAt",
    octet_length(p.content) as bytes`;
const item = `${ref}, p.url, p.title, p.author, p.content, p.attachments, p.published_at as "publishedAt",
    p.updated_at as "updatedAt", ${read('p')} as read, st.starred_at is not null as starred,
    (select s.title from feeds.subscriptions s where s.id = p.subscription_id) as "feedTitle",
    (select s.site_url from feeds.subscriptions s where s.id = p.subscription_id) as "siteUrl",
    (select f.name from feeds.folders f
      where f.id = (select s.folder_id from feeds.subscriptions s where s.id = p.subscription_id)) as folder`;
const states = `left join feeds.post_states st on st.post_id = p.id ${marks('p')}`;

const bases = {
  all: { from: `feeds.posts p ${states}`, where: '', index: 'posts_by_number' },
  feed: {
    from: `feeds.posts p ${states}`,
    where: 'and p.subscription_id = $6',
    index: 'posts_of_subscription_by_number',
  },
  folder: {
    from: `feeds.posts p ${states}`,
    where: 'and p.subscription_id = any (array(select i.id from feeds.subscriptions i where i.folder_id = $6))',
    index: undefined,
  },
  // Sorted: nobody has starred more posts than can be.
  starred: {
    from: `feeds.post_states st join feeds.posts p on p.id = st.post_id ${marks('p')}`,
    where: 'and st.starred_at is not null',
    index: undefined,
  },
} as const;
export type Base = keyof typeof bases;
export type Order = 'oldest' | 'newest';

function pageOf(base: Base, order: Order) {
  const { from, where, index } = bases[base];
  return statement<RefRow, Page>({
    name: `feeds.greader.page.${base}.${order}`,
    ...(index && { index }),
    text: `select ${ref} from ${from}
      where p.number > $1 and p.number < $2 ${where}
        and ($3::boolean is null or ${read('p')} = $3) and ($4::boolean is null or (st.starred_at is not null) = $4)
      order by p.number ${order === 'oldest' ? 'asc' : 'desc'} limit $5`,
    sample: [0, 1_000_000, false, null, 50, ...(where.includes('$6') ? [samples.id] : [])],
  });
}
const bothOf = (base: Base) => ({ oldest: pageOf(base, 'oldest'), newest: pageOf(base, 'newest') });

/** The statements of a page, by what the stream is of and its order. */
export const pages = { all: bothOf('all'), feed: bothOf('feed'), folder: bothOf('folder'), starred: bothOf('starred') };

export const refsByNumber = statement<RefRow, [numbers: readonly number[]]>({
  name: 'feeds.greader.refs',
  text: `select ${ref} from feeds.posts p where p.number = any ($1::bigint[])`,
  sample: [[1, 2]],
});

export const itemsByNumber = statement<ItemRow, [numbers: readonly number[]]>({
  name: 'feeds.greader.items',
  text: `select ${item} from feeds.posts p ${states} where p.number = any ($1::bigint[])`,
  sample: [[1, 2]],
});

export const postIdsByNumber = statement<{ id: string }, [numbers: readonly number[]]>({
  name: 'feeds.greader.post-ids',
  text: 'select p.id from feeds.posts p where p.number = any ($1::bigint[])',
  sample: [[1, 2]],
});

/** A feed that the tenant follows, by title. */
export interface FeedRow {
  readonly id: string;
  readonly title: string;
  readonly titleKey: string;
  readonly url: string;
  readonly siteUrl: string | null;
  readonly folderId: string | null;
  readonly folder: string | null;
  /** When its latest post was received. */
  readonly newestAt: Date | null;
}

/** What a tenant follows, in the order of titles, after one of them. */
export const followedFeeds = statement<FeedRow, [titleKey: string, id: string, most: number]>({
  name: 'feeds.greader.feeds',
  index: 'subscriptions_by_title',
  text: `select s.id, s.title, s.title_key as "titleKey", s.url, s.site_url as "siteUrl", s.folder_id as "folderId",
      (select f.name from feeds.folders f where f.id = s.folder_id) as folder,
      (select p.received_at from feeds.posts p where p.subscription_id = s.id and p.number is not null
        order by p.number desc limit 1) as "newestAt"
    from feeds.subscriptions s where (s.title_key, s.id) > ($1, $2::uuid) order by s.title_key, s.id limit $3`,
  sample: ['feed 1', samples.id, 500],
});

export const folderNames = statement<{ id: string; name: string }>({
  name: 'feeds.greader.folders',
  text: 'select id, name from feeds.folders order by name_key',
});

/** The folder of a name, whatever its case. */
export const folderByName = statement<{ id: string }, [name: string]>({
  name: 'feeds.greader.folder',
  index: 'folders_by_name',
  text: 'select id from feeds.folders where name_key = lower($1)',
  sample: ['Weather'],
});

/** The folders of some names, whatever their case. */
export const foldersByName = statement<{ id: string }, [names: readonly string[]]>({
  name: 'feeds.greader.folders-among',
  index: 'folders_by_name',
  text: 'select id from feeds.folders where name_key = any (array(select lower(n) from unnest($1::text[]) n))',
  sample: [['Weather', 'Sky']],
});
