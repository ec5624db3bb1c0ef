import { statement } from '#platform/database';
import { NIL_ID } from '#platform/ids';
import { IDENTITIES_VERSION } from '../documents/known-identities.js';
import type { KnownFeed } from '../documents/parsed-feed.js';

/** A source of which a fetch is under way. */
export interface ClaimedSource {
  readonly id: string;
  readonly claim: string;
  readonly url: string;
  /** Whether it is fetched for one tenant alone. */
  readonly private: boolean;
  /** The sealed Authorization header. */
  readonly credentials: Buffer | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly bodyHash: string | null;
  /** How many tries failed in a row before this one. */
  readonly failures: number;
  readonly intervalMinutes: number | null;
  readonly newestAt: Date | null;
}

/** Queues sources that are due. @returns for which tenants */
export const queueDue = statement<{ tenantId: string; sources: number }, [most: number]>('feeds.sources.queue-due')`
  select tenant_id as "tenantId", sources::integer from feeds.queue_due($1)`;

const claimed = `id, claim, url, private, credentials, etag, last_modified as "lastModified", body_hash as "bodyHash", failures,
  interval_minutes as "intervalMinutes", newest_at as "newestAt"`;

/** Claims sources of the tenant in force that are queued or due. */
export const claimSources = statement<ClaimedSource, [most: number]>('feeds.sources.claim')`
  select ${claimed} from feeds.claim_sources($1)`;

/** Claims a source that is fetched already; null where another fetch of it is under way. */
export const claimSource = statement<{ claim: string | null }, [id: string]>('feeds.sources.claim-one')`
  select feeds.claim_source($1) as claim`;

/** Whether sources of the tenant in force wait. */
export const sourcesLeft = statement<{ left: boolean }>('feeds.sources.left')`select feeds.sources_left() as left`;

/** Notes that no job of the tenant in force waits or runs any more. */
export const endTurn = statement<object>('feeds.sync-turns.end')`
  update feeds.sync_turns set waiting_since = null where tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`;

/**
 * Notes that a job of a tenant waits or runs. No row where one does already and was not lost, or where a purge took its feeds. One that
 * waits since later than now was noted by a clock that was ahead.
 */
export const takeTurn = statement<{ taken: boolean }, [tenantId: string]>('feeds.sync-turns.take')`
  insert into feeds.sync_turns as t (tenant_id, waiting_since)
    select tenant_id, now() from (select tenant_id from feeds.subscriptions where tenant_id = $1 order by id limit 1) followed on conflict (tenant_id)
    do update set waiting_since = now()
      where coalesce(t.waiting_since not between now() - interval '10 minutes' and now() + interval '1 minute', true)
    returning true as taken`;

/** Queues all sources of the tenant in force. @returns how many */
export const queueSources = statement<{ queued: number }>('feeds.sources.queue-all')`
  select feeds.queue_sources() as queued`;

/** Queues the source of a subscription. */
export const queueSource = statement<object, [subscriptionId: string]>('feeds.sources.queue')`
  select feeds.queue_source($1)`;

/** Locks the feed of a subscription of the tenant in force, before the subscription is changed or deleted. */
export const lockSource = statement<object, [subscriptionId: string]>('feeds.sources.lock')`
  select feeds.lock_source($1)`;

/** A settled fetch. */
interface Settled {
  /** To deliver, 0 for none; null where its claim was not in force any more. */
  readonly version: number | null;
  /** Whether followers are to be notified that the feed fails or recovered. */
  readonly changed: boolean;
}

/** In this order: the second sees what the first wrote. */
const settled = (settle: string, result: string) =>
  `select ${result}, feeds.health_changed($1) as changed from feeds.${settle} as ${result}`;

export const noteSuccess = statement<
  Settled,
  [id: string, claim: string, pauseSeconds: number, movedTo: string | null]
>('feeds.sources.note-success')`${settled('note_success($1, $2, $3, $4)', 'version')}`;

/** Notes other validators of a document that is still the same, before the fetch is settled. */
export const noteValidators = statement<
  object,
  [id: string, claim: string, etag: string | null, lastModified: string | null]
>('feeds.sources.note-validators')`select feeds.note_validators($1, $2, $3, $4)`;

/**
 * Notes that a fetch brought nothing new, and then claims the next source, or none. Not noted, and none claimed, where its
 * followers are to get or to be told something: the fetch is then settled by the others.
 */
export const noteUnchanged = statement<
  { readonly noted: boolean } & (ClaimedSource | { readonly id: null }),
  [id: string, claim: string, pauseSeconds: number, claims: number]
>('feeds.sources.note-unchanged')`
  select noted, ${claimed} from feeds.note_unchanged($1, $2, $3) as noted
    left join feeds.claim_sources(case when noted then $4 else 0 end) on true`;

/** What is kept of the last document of a claimed source: the digests are null where it is hardly kept any more. */
export const knownFeed = statement<KnownFeed, [id: string, claim: string]>('feeds.sources.known-feed')`
  select feeds.document_digests($1, $2) as digests, feeds.known_identities($1, $2) as identities,
    feeds.last_posts($1, $2, ${`${IDENTITIES_VERSION}`}) as "lastPosts"`;

/** A post that the last document has is given by its place there, with its identity and hash. */
export const storeDocument = statement<
  Settled,
  [id: string, claim: string, pauseSeconds: number, movedTo: string | null, about: string, posts: string]
>('feeds.sources.store-document')`${settled('store_document($1, $2, $3, $4, $5, $6)', 'version')}`;

export const noteFailure = statement<
  { noted: boolean; changed: boolean },
  [id: string, claim: string, code: string, pauseSeconds: number, ended: boolean, hostPauseSeconds: number]
>('feeds.sources.note-failure')`${settled('note_failure($1, $2, $3, $4, $5, $6)', 'noted')}`;

/** Asks for a request to an address for the tenant in force. @returns in how many milliseconds to ask again; 0 where it may be sent */
export const askHost = statement<{ waitMs: number }, [url: string]>('feeds.hosts.ask')`
  select feeds.ask_host($1) as "waitMs"`;

/** Releases a claim. What is known of the feed stays as it is. */
export const releaseSource = statement<object, [id: string, claim: string]>('feeds.sources.release')`
  select feeds.release_source($1, $2)`;

/** Followers that one statement gives the posts of a document. */
export interface FollowerBatch {
  readonly followers: readonly string[];
  /** Whether there are more after them. */
  readonly more: boolean;
  /** Whether newcomers alone are meant: the others had the posts when the document came. */
  readonly newcomers: boolean;
}

/** The next followers, all of them or newcomers alone. */
export const followersAfter = statement<
  FollowerBatch,
  [id: string, version: number, after: string, most: number, newcomers: boolean]
>('feeds.sources.followers-after')`
  select followers, more, newcomers from feeds.followers_after($1, $2, $3, $4, $5)`;

/** What a statement gave followers. */
export interface DeliveredBatch {
  readonly served: readonly string[];
  /** Those of them who are newcomers. */
  readonly unfilled: readonly string[];
  /** How many of the posts they have now; null for all. */
  readonly next: number | null;
  readonly stored: number;
  readonly receivers: readonly string[];
  readonly marked: readonly string[];
}

const delivered = 'served, unfilled, next, stored::integer, receivers, marked';

/**
 * Gives the first posts of a document to the first followers, as `followersAfter` and `deliverPosts` would: to all of them where
 * this transaction stored the document, and to newcomers alone otherwise.
 */
export const beginDelivery = statement<FollowerBatch & DeliveredBatch, [id: string, version: number, most: number]>(
  'feeds.sources.begin-delivery',
)`
  select f.followers, more, newcomers, ${delivered} from feeds.followers_after($1, $2, '${NIL_ID}', $3, null) f,
    lateral feeds.deliver_posts($1, $2, f.followers, '{}', 0)`;

/** Gives followers the posts of a document after the first ones. */
export const deliverPosts = statement<
  DeliveredBatch,
  [id: string, version: number, followers: readonly string[], newcomers: readonly string[], first: number]
>('feeds.sources.deliver-posts')`
  select ${delivered} from feeds.deliver_posts($1, $2, $3, $4, $5)`;
