import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { databaseProblems } from '#platform/database';
import { Outbound, type OutboundAnswer, type OutboundRedirect, partOf, retryAfterSeconds } from '#platform/outbound';
import { Problem } from '#platform/problems';
import { Documents } from '../documents/documents.js';
import { type ChangedFeed, type FetchedDocument, type KnownFeed, nothingKnown } from '../documents/parsed-feed.js';
import { feedsProblems } from '../feeds.errors.js';
import { MOST_OF_ADDRESS } from '../subscriptions/feed-address.js';

/** For a fetch with its redirects. */
const TIMEOUT_MS = 20_000;
/** Feeds of podcasts with all their episodes have some megabytes. */
const MOST_BYTES = 10 * 2 ** 20;
/** A body up to this size is hashed at once: 0.15 ms, where the way to another thread and back makes it 0.23. */
const SMALL_BYTES = 256 * 1024;
const accepted =
  'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5';

/** Where a feed is fetched, and what is known of it. */
export interface FeedAddress {
  readonly url: string;
  readonly authorization?: string | undefined;
  /** Networks that the operator allows its tenant. */
  readonly networks?: readonly string[];
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  /** `hashOf` the last answer. */
  readonly bodyHash?: string | null;
  /** Waits for the turn of each request, those of redirects too (`HostTurns`). */
  readonly turn?: (url: URL) => Promise<void>;
  /** Gives what is kept of the last document. Asked where the body is another. */
  readonly last?: () => Promise<KnownFeed>;
}

/** A feed that is not as it was. */
export interface FetchedFeed {
  readonly outcome: 'feed';
  readonly answer: OutboundAnswer;
  readonly feed: ChangedFeed;
  readonly bodyHash: string;
}

/** For whom a feed is read. */
interface Reader {
  readonly tenantId: string;
  readonly signal: AbortSignal;
}

/** What a request for a feed came to. */
export type FetchResult =
  | { readonly outcome: 'unchanged'; readonly answer: OutboundAnswer }
  | FetchedFeed
  | {
      readonly outcome: 'failed';
      readonly problem: Problem;
      /** Whether the server says that the feed is gone for good. */
      readonly ended: boolean;
      /** What the server asks to wait, in seconds; 0 where it does not. */
      readonly retryAfter: number;
      readonly overloaded: boolean;
      /** What came of a document that was cut off. */
      readonly part?: FetchedFeed | undefined;
    };

/** Requests feeds, conditionally where an earlier answer is known, and reads what servers answer. */
@Injectable()
export class FeedRequests {
  constructor(
    private readonly outbound: Outbound,
    private readonly documents: Documents,
  ) {}

  /**
   * Requests a feed. What fails, the outcome says: only faults of Palier are thrown, and that there was no
   * turn for it.
   *
   * @param authorize gives the Authorization header; a problem that it throws is the outcome
   * @param reader the tenant in whose turn it is read, unless its signal tells that the work is given up
   * @throws the reason of that signal
   */
  async feed(address: FeedAddress, authorize: () => string | undefined, reader: Reader): Promise<FetchResult> {
    try {
      const answer = await this.get({ ...address, authorization: authorize() });
      const isConditional = Boolean(address.etag || address.lastModified);
      const refused = refusal(answer, isConditional);
      if (refused) return refused;
      if (answer.status === 304) return { outcome: 'unchanged', answer };
      const bodyHash = await hashOf(answer);
      if (bodyHash === address.bodyHash) return { outcome: 'unchanged', answer };
      return await this.parsed(answer, bodyHash, address, reader);
    } catch (error) {
      // Those of 500 and above are faults of other servers, or of a lost master key.
      if (!(error instanceof Problem) || lacksTurn(error)) throw error;
      const cut = partOf(error);
      const refused = cut && refusal(cut);
      if (refused) return refused;
      const part = cut && (await this.beforeCut(cut, address, reader));
      return { outcome: 'failed', problem: error, ended: false, retryAfter: 0, overloaded: false, part };
    }
  }

  private async parsed(
    answer: OutboundAnswer,
    bodyHash: string,
    address: FeedAddress,
    reader: Reader,
  ): Promise<FetchedFeed> {
    const last = (await address.last?.()) ?? nothingKnown;
    const feed = await this.documents.parseChanges(documentOf(answer), last, reader);
    return { outcome: 'feed', answer, feed, bodyHash };
  }

  /** What is whole of a document that was cut off; undefined where nothing is. */
  private async beforeCut(
    answer: OutboundAnswer,
    address: FeedAddress,
    reader: Reader,
  ): Promise<FetchedFeed | undefined> {
    try {
      return await this.parsed(answer, '', address, reader);
    } catch (error) {
      if (!(error instanceof Problem) || lacksTurn(error)) throw error;
      return undefined;
    }
  }

  /**
   * Reads the page or feed at an address.
   *
   * @param mayBeCut whether the beginning is enough, where no more comes of it
   * @throws Problem those of `problemOf`, of `Outbound` and of `HostTurns`
   */
  async page(address: FeedAddress, mayBeCut = false): Promise<OutboundAnswer> {
    const answer = await this.get(address).catch((error) => {
      const part = mayBeCut && partOf(error);
      if (!part) throw error;
      const headers: Record<string, string> = { ...part.headers };
      // The next fetch is for all of it.
      delete headers.etag;
      delete headers['last-modified'];
      return { ...part, headers };
    });
    const refused = refusal(answer);
    if (refused) throw refused.problem;
    return answer;
  }

  private get({ url, authorization, networks = [], etag, lastModified, turn }: FeedAddress): Promise<OutboundAnswer> {
    return this.outbound.send({
      url,
      headers: {
        accept: accepted,
        ...(authorization && { authorization }),
        ...(etag && { 'if-none-match': etag }),
        ...(lastModified && { 'if-modified-since': lastModified }),
      },
      networks,
      timeoutMs: TIMEOUT_MS,
      mostBytes: MOST_BYTES,
      beforeEach: turn,
    });
  }
}

/** SHA-256 of a body, and of the charset by which it is read, in hex. The parser takes the body away. */
export async function hashOf({ body, headers }: OutboundAnswer): Promise<string> {
  // A large body is hashed beside other work, which 10 MB would hold up.
  const bytes = body.byteLength <= SMALL_BYTES ? hash('sha256', body) : await largeHash(body);
  const charset = /charset=\W*([\w:.-]+)/i.exec(headers['content-type'] ?? '')?.[1]?.toLowerCase() ?? 'utf-8';
  return charset === 'utf-8' ? bytes : hash('sha256', `${bytes} ${charset}`);
}

async function largeHash(body: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(body))).toString('hex');
}

/** What a server answered, for the parser. */
export function documentOf({ body, url, headers }: OutboundAnswer): FetchedDocument {
  return { body, url, contentType: headers['content-type'] ?? null, link: headers.link };
}

/** Where the first redirects, all permanent, lead; undefined where the first is not, or the address is too long to follow. */
export function movedTo(redirects: readonly OutboundRedirect[]): string | undefined {
  const until = redirects.findIndex(({ status }) => status !== 301 && status !== 308);
  const target = redirects.slice(0, until < 0 ? undefined : until).at(-1)?.to;
  return target && target.length <= MOST_OF_ADDRESS ? target : undefined;
}

/** @param isConditional whether the request asked for what changed, and may be told that nothing did */
function refusal(
  { status, headers, url, redirects }: OutboundAnswer,
  isConditional = false,
): Extract<FetchResult, { outcome: 'failed' }> | undefined {
  if ((status === 304 && isConditional) || (status >= 200 && status < 300)) return undefined;
  return {
    outcome: 'failed',
    problem: problemOf(status, url),
    ended: status === 410,
    retryAfter: retryAfterSeconds(headers['retry-after'], new Date()),
    // The host that redirected there is not.
    overloaded: (status === 429 || status === 503) && new URL(redirects[0]?.from ?? url).host === new URL(url).host,
  };
}

/** Whether a server has answered, and would answer the same at once: what was asked is missing, denied or too much. */
export function isDecided({ code }: Problem): boolean {
  return ['feed_missing', 'feed_access_denied', 'feed_answered', 'feed_server_busy', 'feed_gone'].includes(code);
}

/** Whether a request was not sent for want of a turn: none was free in time, or the database gave none. */
export function lacksTurn({ code }: Problem): boolean {
  return code === 'many_requests_for_host' || Object.hasOwn(databaseProblems, code);
}

/** What is wrong with an answer that is no success, by what a team can do about it. */
function problemOf(status: number, url: string): Problem {
  if (status === 410) return feedsProblems.feed_gone({ url });
  if (status === 404) return feedsProblems.feed_missing({ url });
  if (status === 401 || status === 403) return feedsProblems.feed_access_denied({ status, url });
  if (status === 429 || status === 503) return feedsProblems.feed_server_busy({ status, url });
  if (status >= 500) return feedsProblems.feed_server_failed({ status, url });
  return feedsProblems.feed_answered({ status, url });
}
