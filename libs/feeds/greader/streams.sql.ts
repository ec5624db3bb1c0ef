import { anyOf, statement } from '#platform/database';
import { read, starred } from '../posts/posts.sql.js';

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
  /** Of its content, and of its attachments at most. */
  readonly bytes: number;
}

/** A post as a stream of contents shows it, with the feed that it is of. */
export interface ItemRow extends RefRow {
  readonly url: string | null;
  readonly title: string;
  readonly author: string | null;
  readonly excerpt: string;
  readonly content: string;
  readonly attachments: readonly { url: string; type: string | null; bytes: number | null }[];
  readonly publishedAt: Date | null;
  readonly updatedAt: Date;
  readonly read: boolean;
  readonly starred: boolean;
  readonly feedTitle: string;
  readonly feedUrl: string;
  readonly siteUrl: string | null;
  readonly folder: string | null;
  /** The names of the labels that the user in force gave it. */
  readonly labels: readonly string[];
}

// PostgreSQL knows how long a content is without reading it. The address of an attachment has up to 4,000 characters.
const ref = `p.number::float8 as number, p.subscription_id as "subscriptionId", p.received_at as "receivedAt",
    octet_length(p.content) + 4000 * jsonb_array_length(p.attachments) as bytes`;
const item = `${ref}, p.url, p.title, p.author, p.excerpt, p.content, p.attachments, p.published_at as "publishedAt",
    p.updated_at as "updatedAt", ${read('p')} as read, ${starred} as starred,
    (select s.title from feeds.subscriptions s where s.id = p.subscription_id) as "feedTitle",
    (select s.url from feeds.subscriptions s where s.id = p.subscription_id) as "feedUrl",
    (select s.site_url from feeds.subscriptions s where s.id = p.subscription_id) as "siteUrl",
    (select f.name from feeds.folders f
      where f.id = (select s.folder_id from feeds.subscriptions s where s.id = p.subscription_id)) as folder,
    array(select l.name from feeds.labelled_posts g join feeds.labels l on l.id = g.label_id
      where g.post_id = p.id order by l.name_key) as labels`;

const bases = {
  all: { from: 'feeds.posts p', where: '' },
  // Of some posts alone, which are sorted.
  among: { from: 'feeds.posts p', where: `and p.id = ${anyOf('$6::uuid[]')}` },
  feed: {
    from: 'feeds.posts p',
    where: 'and p.subscription_id = $6',
  },
  folder: {
    from: 'feeds.posts p',
    where: 'and p.subscription_id = any (array(select i.id from feeds.subscriptions i where i.folder_id = $6))',
  },
  // Sorted, too.
  label: {
    from: 'feeds.labelled_posts g join feeds.posts p on p.id = g.post_id',
    where: 'and g.label_id = $6',
  },
  // Sorted: nobody has starred more posts than can be.
  starred: {
    from: 'feeds.post_states st join feeds.posts p on p.id = st.post_id',
    where: 'and st.starred_at is not null',
  },
} as const;
export type Base = keyof typeof bases;
export type Order = 'oldest' | 'newest';

function pageOf(base: Base, order: Order) {
  const { from, where } = bases[base];
  return statement<RefRow, Page>(`feeds.greader.page.${base}.${order}`)`
    select ${ref} from ${from}
      where p.number > $1 and p.number < $2 ${where}
        and ($3::boolean is null or ${read('p')} = $3) and ($4::boolean is null or (${starred}) = $4)
      order by p.number ${order === 'oldest' ? 'asc' : 'desc'} limit $5`;
}
const bothOf = (base: Base) => ({ oldest: pageOf(base, 'oldest'), newest: pageOf(base, 'newest') });

/** The statements of a page, by what the stream is of and its order. */
export const pages = {
  all: bothOf('all'),
  among: bothOf('among'),
  feed: bothOf('feed'),
  folder: bothOf('folder'),
  label: bothOf('label'),
  starred: bothOf('starred'),
};

export const refsByNumber = statement<RefRow, [numbers: readonly number[]]>('feeds.greader.refs')`
  select ${ref} from feeds.posts p where p.number = any ($1::bigint[])`;

export const itemsByNumber = statement<ItemRow, [numbers: readonly number[]]>('feeds.greader.items')`
  select ${item} from feeds.posts p where p.number = any ($1::bigint[])`;

export const postIdsByNumber = statement<{ id: string }, [numbers: readonly number[]]>('feeds.greader.post-ids')`
  select p.id from feeds.posts p where p.number = any ($1::bigint[])`;
