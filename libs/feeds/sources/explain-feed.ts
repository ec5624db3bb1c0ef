import type { OutboundAnswer, OutboundRedirect } from '#platform/outbound';
import { Problem } from '#platform/problems';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import type { Documents } from '../documents/documents.js';
import type { FeedLink, ParsedFeed } from '../documents/parsed-feed.js';
import { documentOf, type FeedAddress, type FeedRequests, movedTo } from './feed-requests.js';
import { datesOf, pauseAfterSuccess, rhythmOf } from './next-fetch.js';

/** What a fetch of an address comes to, step by step. */
export interface FeedExplanation {
  /** Without name, password and fragment. */
  readonly url: string;
  readonly redirects: readonly OutboundRedirect[];
  /** Where the feed says that it moved for good. */
  readonly movedTo?: string | undefined;
  /** What the server answered. */
  readonly answer?: {
    readonly status: number;
    readonly contentType: string | null;
    readonly bytes: number;
    /** Whether the next request can ask for what changed. */
    readonly etag: string | null;
    readonly lastModified: string | null;
  };
  readonly feed?: {
    readonly format: string;
    readonly title: string;
    readonly siteUrl: string | null;
    readonly posts: number;
    readonly dated: number;
    readonly newestAt: Date | null;
    /** What the feed asks for, in minutes. */
    readonly ttlMinutes: number | null;
    /** How often it would be fetched, in minutes, without the random part. */
    readonly everyMinutes: number;
  };
  /** The feeds that a page names. */
  readonly links: readonly FeedLink[];
  /** Why nothing could be read. */
  readonly problem?: { readonly code: string; readonly detail: string };
}

/** Fetches what is at an address and explains it. */
export async function explainFeed(
  address: FeedAddress,
  requests: FeedRequests,
  documents: Documents,
): Promise<FeedExplanation> {
  const { url } = address;
  let seen: Omit<FeedExplanation, 'links'> = { url, redirects: [] };
  try {
    const answer = await requests.page(address);
    seen = { ...seen, redirects: answer.redirects, movedTo: movedTo(answer.redirects), answer: answered(answer) };
    const { feed, links } = await documents.discoverFeeds(documentOf(answer), { tenantId: PLATFORM_TENANT_ID });
    return feed ? { ...seen, feed: explained(feed, new Date()), links: [] } : { ...seen, links };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { ...seen, links: [], problem: { code: error.code, detail: error.detail.en } };
  }
}

function answered({ status, headers, body }: OutboundAnswer): FeedExplanation['answer'] {
  const { 'content-type': contentType = null, etag = null, 'last-modified': lastModified = null } = headers;
  return { status, contentType, bytes: body.length, etag, lastModified };
}

function explained(feed: ParsedFeed, now: Date): FeedExplanation['feed'] {
  const { format, title, siteUrl, posts, ttlMinutes } = feed;
  const dates = datesOf(feed);
  const rhythm = rhythmOf(dates, ttlMinutes, now);
  const everyMinutes = Math.round(pauseAfterSuccess(rhythm, now, 0.5) / 60);
  const { newestAt } = rhythm;
  return { format, title, siteUrl, posts: posts.length, dated: dates.length, newestAt, ttlMinutes, everyMinutes };
}
