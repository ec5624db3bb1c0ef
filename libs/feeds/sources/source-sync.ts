import { Injectable, Logger } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import { Jobs } from '#platform/jobs';
import type { OutboundAnswer } from '#platform/outbound';
import { Problem } from '#platform/problems';
import { TenantDirectory } from '#platform/tenancy';
import { nothingKnown } from '../documents/parsed-feed.js';
import { notifyFollowers } from '../health/notify-followers.job.js';
import { Credentials } from '../subscriptions/credentials.js';
import { deliverAllPosts } from './deliver-posts.job.js';
import { FeedRequests, type FetchedFeed, type FetchResult, movedTo } from './feed-requests.js';
import { HostTurns } from './host-turns.js';
import { datesOf, pauseAfterFailure, pauseAfterSuccess, rhythmOf } from './next-fetch.js';
import { PostDelivery } from './post-delivery.js';
import {
  type ClaimedSource,
  knownFeed,
  noteFailure,
  noteSuccess,
  noteUnchanged,
  noteValidators,
  releaseSource,
  storeDocument,
} from './sources.sql.js';

/** For how long an address is left alone whose server is overloaded: where it does not say, and at most. */
const PAUSE = { defaultSeconds: 60, mostSeconds: 86_400 };
/** Posts that one statement gives to followers, about. */
const POSTS_AT_ONCE = 20_000;
/** Of a document that was stored before; more are given in several statements. */
const POSTS_UNKNOWN = 500;
/** Characters of posts that one statement gives to followers: it stores some 100 MB a second, and has five. */
const CHARACTERS_AT_ONCE = 50_000_000;

/** What a fetch is settled by: its source and claim, and what is known of the source. */
type ClaimedFetch = Pick<ClaimedSource, 'id' | 'claim' | 'url'> & Partial<ClaimedSource>;

/** Fetches a claimed source, stores what it brings, and gives it to those who follow it. */
@Injectable()
export class SourceSync {
  private readonly log = new Logger('Feeds');

  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly delivery: PostDelivery,
    private readonly requests: FeedRequests,
    private readonly credentials: Credentials,
    private readonly directory: TenantDirectory,
    private readonly hosts: HostTurns,
  ) {}

  /**
   * @param tenantId the tenant that claimed it
   * @param signal tells that the work is given up, which is no failure of the feed
   * @param another whether another source may be claimed, which is then fetched
   * @returns that source; null where none waits, undefined where none was asked for
   */
  async sync(
    tenantId: string,
    source: ClaimedSource,
    signal: AbortSignal,
    another: () => boolean,
  ): Promise<ClaimedSource | null | undefined> {
    try {
      const fetched = await this.request(tenantId, source, signal);
      if (fetched.outcome === 'unchanged' && !movedFrom(source, fetched) && !newValidators(source, fetched.answer)) {
        const next = await this.settleUnchanged(tenantId, source, another);
        if (next !== 'to settle') return next;
      }
      await this.settle(tenantId, source, fetched);
    } catch (error) {
      if (signal.aborted) throw error;
      if (error instanceof Problem && error.status === 503) {
        // The database is busy or away, or the host that it redirects to is: that says nothing of the feed.
        this.log.warn(
          `The feed of the source ${source.id} is fetched again later, as it could not be fetched or stored: ${error.code}.`,
        );
        await this.database.transaction({ tenantId }, (tx) => tx.run(releaseSource, source.id, source.claim));
        return;
      }
      // What cannot be stored is a fault of Palier: it is tried later and later as well, and holds up no other feed.
      this.log.error(`The feed of the source ${source.id} could not be stored.`, (error as Error).stack);
      await this.note(tenantId, source, 'internal_error', { ended: false, retryAfter: 0 }, 0);
    }
    return undefined;
  }

  /**
   * Settles a fetch that brought nothing new, and claims the next source with it: most fetches are so, and need one round trip.
   * Where that fails, the claim may be what failed: the fetch is then settled alone.
   */
  private async settleUnchanged(
    tenantId: string,
    source: ClaimedSource,
    another: () => boolean,
  ): Promise<ClaimedSource | null | undefined | 'to settle'> {
    const { id, claim } = source;
    const seconds = pauseUnchanged(source);
    const claims = another() ? 1 : 0;
    try {
      const [settled] = await this.database.transaction({ tenantId }, (tx) =>
        tx.run(noteUnchanged, id, claim, seconds, claims),
      );
      if (!settled?.noted) return 'to settle';
      if (claims === 0) return undefined;
      return settled.id === null ? null : settled;
    } catch {
      return 'to settle';
    }
  }

  private request(tenantId: string, source: ClaimedSource, signal: AbortSignal): Promise<FetchResult> {
    const networks = source.private ? (this.directory.byId(tenantId)?.networks ?? []) : [];
    const authorize = () => this.credentials.open(source.credentials);
    const turn = this.hosts.of(tenantId, signal, source.url);
    const last = async () => {
      const [known = nothingKnown] = await this.database.read({ tenantId }, knownFeed, source.id, source.claim);
      return known;
    };
    return this.requests.feed({ ...source, networks, turn, last }, authorize, { tenantId, signal });
  }

  /** Stores what a fetch came to. A claim that is not in force any more stores nothing: another fetch has replaced this one. */
  async settle(tenantId: string, source: ClaimedFetch, fetched: FetchResult): Promise<void> {
    if (fetched.outcome === 'failed') return this.fail(tenantId, source, fetched);
    const { id, claim } = source;
    const moved = movedFrom(source, fetched);
    if (fetched.outcome === 'feed') return this.store(tenantId, source, fetched, moved);
    await this.database.transaction({ tenantId }, async (tx) => {
      const validators = newValidators(source, fetched.answer);
      if (validators) await tx.run(noteValidators, id, claim, validators.etag, validators.lastModified);
      const [settled] = await tx.run(noteSuccess, id, claim, pauseUnchanged(source), moved);
      await this.deliver(tx, tenantId, id, settled?.version ?? 0, POSTS_UNKNOWN);
      await this.notify(tx, tenantId, id, settled);
    });
  }

  /** @param problem why no more of the document came: the fetch has then failed, and the next one is for all of it */
  private async store(
    tenantId: string,
    { id, claim, failures = 0 }: ClaimedFetch,
    { feed, bodyHash, answer }: FetchedFeed,
    moved: string | null,
    problem?: string,
  ): Promise<void> {
    const now = new Date();
    const rhythm = rhythmOf(datesOf(feed), feed.ttlMinutes, now);
    const seconds = problem === undefined ? pauseAfterSuccess(rhythm, now) : pauseAfterFailure(failures + 1);
    const { title, siteUrl } = feed;
    const digests = Buffer.from(feed.digests).toString('base64');
    const identities = feed.identities && Buffer.from(feed.identities).toString('base64');
    const whole = problem === undefined && { bodyHash, ...validatorsOf(answer) };
    const about = JSON.stringify({ ...rhythm, title, siteUrl, digests, identities, ...whole, problem });
    const posts = JSON.stringify(feed.posts);
    await this.database.transaction({ tenantId }, async (tx) => {
      const [settled] = await tx.run(storeDocument, id, claim, seconds, moved, about, posts);
      await this.deliver(tx, tenantId, id, settled?.version ?? 0, feed.posts.length, posts.length);
      await this.notify(tx, tenantId, id, settled);
    });
  }

  private async notify(tx: Transaction, tenantId: string, sourceId: string, settled?: { changed: boolean }) {
    if (settled?.changed) await this.jobs.add(tx, notifyFollowers, { tenantId, sourceId });
  }

  /** The first followers get the first posts with the document; a job gives the others. */
  private async deliver(
    tx: Transaction,
    tenantId: string,
    sourceId: string,
    version: number,
    posts: number,
    characters = 0,
  ): Promise<void> {
    if (version === 0) return;
    const most = followersAtOnce(posts, characters);
    const continuation = await this.delivery.begin(tx, tenantId, { sourceId, version }, most);
    if (continuation) await this.jobs.add(tx, deliverAllPosts, { tenantId, sourceId, version, most, ...continuation });
  }

  private async fail(
    tenantId: string,
    source: ClaimedFetch,
    failed: FetchResult & { outcome: 'failed' },
  ): Promise<void> {
    const { problem, retryAfter, overloaded, part } = failed;
    if (part) return this.store(tenantId, source, part, null, problem.code);
    const pause = overloaded ? Math.min(retryAfter || PAUSE.defaultSeconds, PAUSE.mostSeconds) : 0;
    await this.note(tenantId, source, problem.code, failed, pause);
  }

  private async note(
    tenantId: string,
    { id, claim, failures = 0 }: ClaimedFetch,
    code: string,
    { ended, retryAfter }: { readonly ended: boolean; readonly retryAfter: number },
    pause: number,
  ): Promise<void> {
    const seconds = pauseAfterFailure(failures + 1, retryAfter);
    await this.database.transaction({ tenantId }, async (tx) => {
      const [settled] = await tx.run(noteFailure, id, claim, code, seconds, ended, pause);
      await this.notify(tx, tenantId, id, settled);
    });
  }
}

/** How many followers one statement gives so many posts, of so many characters together. */
export function followersAtOnce(posts: number, characters = 0): number {
  const most = Math.min(POSTS_AT_ONCE / Math.max(posts, 1), CHARACTERS_AT_ONCE / Math.max(characters, 1));
  return Math.max(1, Math.floor(most));
}

/** Seconds until a feed of which nothing is new is fetched again. */
function pauseUnchanged({ intervalMinutes, newestAt }: Partial<ClaimedSource>): number {
  return pauseAfterSuccess({ intervalMinutes: intervalMinutes ?? 60, newestAt: newestAt ?? null }, new Date());
}

function validatorsOf({ headers }: OutboundAnswer) {
  const { etag = null, 'last-modified': lastModified = null } = headers;
  return { etag, lastModified };
}

/** The validators of an unchanged document, where they are others than before. Those that a 304 does not repeat are in force. */
function newValidators({ etag = null, lastModified = null }: Partial<ClaimedSource>, answer: OutboundAnswer) {
  const told = validatorsOf(answer);
  const now =
    answer.status === 304 ? { etag: told.etag ?? etag, lastModified: told.lastModified ?? lastModified } : told;
  return now.etag === etag && now.lastModified === lastModified ? undefined : now;
}

/** Where the server says that the feed moved for good. Credentials are never given to another origin. */
function movedFrom(
  { url, credentials }: ClaimedFetch,
  { answer }: Exclude<FetchResult, { outcome: 'failed' }>,
): string | null {
  const target = movedTo(answer.redirects);
  if (!target || target === url || (credentials && new URL(target).origin !== new URL(url).origin)) return null;
  return target;
}
