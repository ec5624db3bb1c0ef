import type { CountedEvent } from '#platform/events';

/** Posts of a subscription came that a filter marks, up to 100 at once; no event for the first posts of a subscription. */
export interface PostsMarked {
  readonly type: 'feeds.posts.marked';
  readonly version: 1;
  readonly data: {
    readonly filterId: string;
    readonly subscriptionId: string;
    /** In the order in which they came. */
    readonly postIds: readonly string[];
  };
}

/** A feed that a tenant follows fails: three fetches in a row did, or its server says that it is gone for good. */
export interface FeedFailing {
  readonly type: 'feeds.feed.failing';
  readonly version: 1;
  readonly data: {
    readonly subscriptionId: string;
    /** The code of the problem of the last fetch, as in `/docs/errors`. */
    readonly reason: string;
    /** Since when every fetch failed, as far as the tenant followed it (RFC 3339). */
    readonly since: string;
  };
}

/** A feed of which `FeedFailing` was published was fetched again. */
export interface FeedRecovered {
  readonly type: 'feeds.feed.recovered';
  readonly version: 1;
  readonly data: {
    readonly subscriptionId: string;
    /** When it was fetched (RFC 3339). */
    readonly since: string;
  };
}

/** Posts that users marked as read which they had not read: those that were named, and not those up to a mark or of a label. */
export type PostsRead = CountedEvent<'feeds.posts.read'>;
