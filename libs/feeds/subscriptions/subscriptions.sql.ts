import { deleteRowOf, keepRowOf, lockRowOf, statement } from '#platform/database';
import { declareList, equals, text, timestamp, uuid } from '#platform/lists';
import { declareCapacityQuota } from '#platform/quotas';
import type { SubscriptionDto, SubscriptionSort } from './subscriptions.dto.js';

type Health = 'state' | 'triedAt' | 'succeededAt' | 'failingSince' | 'error';

export interface SubscriptionRow extends Omit<SubscriptionDto, Health> {
  readonly titleKey: string;
  /** Null before the first fetch; its times are of RFC 3339. */
  readonly health: {
    readonly tried_at: string | null;
    readonly succeeded_at: string | null;
    readonly failing_since: string | null;
    readonly ended_at: string | null;
    readonly error: string | null;
    readonly due_at: string | null;
  } | null;
}

export const columns = `s.id, s.url, s.site_url as "siteUrl", s.title, s.title_key as "titleKey", s.folder_id as "folderId", s.tags,
    s.private, s.paused, s.interval_minutes as "intervalMinutes", (select to_json(h) from feeds.health_of(array[s.id]) h) as health,
    s.version, s.created_at as "createdAt", s.updated_at as "updatedAt"`;

export const subscriptionList = declareList<SubscriptionRow, SubscriptionSort, 'folder'>({
  name: 'feeds.subscriptions',
  columns,
  from: 'feeds.subscriptions',
  as: 's',
  filters: { folder: equals('folder_id') },
  sorts: {
    title: { keys: [text('title_key', 'titleKey'), uuid('id', 'id')] },
    '-createdAt': { keys: [timestamp('created_at', 'createdAt'), uuid('id', 'id')] },
  },
});

export const subscriptionById = statement<SubscriptionRow, [id: string]>('feeds.subscriptions.by-id')`
  select ${columns} from feeds.subscriptions s where s.id = $1`;

/** That there is a subscription, which stays until the transaction ends. */
export const keepSubscription = keepRowOf('feeds.subscriptions');

/** The rows that the tenant follows at an address. */
export const subscriptionsAt = statement<{ id: string }, [url: string]>('feeds.subscriptions.at')`
  select id from feeds.subscriptions where url = $1`;

/** A feed that a tenant follows. */
export interface FollowedFeed
  extends Pick<SubscriptionRow, 'id' | 'title' | 'titleKey' | 'url' | 'siteUrl' | 'tags' | 'folderId'> {
  readonly folder: string | null;
}

/** What a tenant follows, in the order of titles, after one of them. */
export const followedFeeds = statement<FollowedFeed, [titleKey: string, id: string, most: number]>(
  'feeds.subscriptions.followed',
)`
  select s.id, s.title, s.title_key as "titleKey", s.url, s.site_url as "siteUrl", s.tags, s.folder_id as "folderId",
      (select f.name from feeds.folders f where f.id = s.folder_id) as folder
    from feeds.subscriptions s where (s.title_key, s.id) > ($1, $2::uuid) order by s.title_key, s.id limit $3`;

/** A subscription to insert; its title is that of the feed where `hasOwnTitle` is false. */
type New = [
  tenantId: string,
  id: string,
  url: string,
  alone: boolean,
  credentials: Buffer | null,
  folderId: string | null,
  title: string,
  hasOwnTitle: boolean,
  tags: readonly string[],
  intervalMinutes: number | null,
];

/** No row where the tenant follows that feed already. */
export const insertSubscription = statement<{ id: string; sourceId: string }, New>('feeds.subscriptions.insert')`
  insert into feeds.subscriptions (tenant_id, id, url, private, credentials, folder_id, title, titled, tags, interval_minutes)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (tenant_id, source_id) do nothing
    returning id, source_id as "sourceId"`;

/**
 * What is left out of `changes` stays. One that is paused does not show the health that its feed has for others, and once it
 * is resumed gets all posts of the feed, as those that appeared meanwhile are new to it alone. No row where it is at another
 * version, or does not exist.
 */
export const changeSubscription = statement<
  { id: string },
  [id: string, versions: readonly number[] | null, changes: string]
>('feeds.subscriptions.change')`
  update feeds.subscriptions s set version = version + 1, updated_at = now(),
      title = case when c ? 'title' then coalesce(c->>'title', s.title) else s.title end,
      titled = case when c ? 'title' then c->>'title' is not null else s.titled end,
      folder_id = case when c ? 'folderId' then (c->>'folderId')::uuid else s.folder_id end,
      tags = case when c ? 'tags' then array(select jsonb_array_elements_text(c->'tags')) else s.tags end,
      interval_minutes = case when c ? 'intervalMinutes' then (c->>'intervalMinutes')::integer else s.interval_minutes end,
      paused = coalesce((c->>'paused')::boolean, s.paused),
      filled = s.filled and not (s.paused and c->>'paused' is not distinct from 'false'),
      health_since = case when coalesce((c->>'paused')::boolean, s.paused) = s.paused then s.health_since end
    from (select $3::jsonb) as changes (c)
    where s.id = $1 and ($2::integer[] is null or s.version = any ($2)) returning s.id`;

/** Nothing is delivered to it until the transaction ends. */
export const lockSubscription = lockRowOf('feeds.subscriptions');

export const deleteSubscription = deleteRowOf('feeds.subscriptions');

/** The capacity quota of feeds. */
export const feedsQuota = declareCapacityQuota({
  name: 'feeds',
  count: statement<{ total: number }>('feeds.subscriptions.recount')`
    select count(*)::int as total from feeds.subscriptions`,
});
