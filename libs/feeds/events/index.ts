import type { CountedEvent, EventOf } from '#platform/events';

/** Posts of a subscription came that a filter marks, up to 100 at once; no event for the first posts of a subscription. */
export type PostsMarked = EventOf<
  'feeds.posts.marked',
  {
    filterId: string;
    subscriptionId: string;
    /** In the order in which they came. */
    postIds: readonly string[];
  }
>;

/** A feed that a tenant follows fails: three fetches in a row did, or its server says that it is gone for good. */
export type FeedFailing = EventOf<
  'feeds.feed.failing',
  {
    subscriptionId: string;
    /** The code of the problem of the last fetch, as in `/docs/errors`. */
    reason: string;
    /** Since when every fetch failed, as far as the tenant followed it (RFC 3339). */
    since: string;
  }
>;

/** A feed of which `FeedFailing` was published was fetched again. */
export type FeedRecovered = EventOf<
  'feeds.feed.recovered',
  {
    subscriptionId: string;
    /** When it was fetched (RFC 3339). */
    since: string;
  }
>;

/** Posts that users marked as read which they had not read: those that were named, and not those up to a mark or of a label. */
export type PostsRead = CountedEvent<'feeds.posts.read'>;
