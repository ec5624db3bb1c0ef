import type { CacheScope } from '#platform/routes';

const MINUTE = 60_000;

/**
 * How long after its freshness a copy may be served while the database is unavailable, in milliseconds: a day for public
 * answers, 10 minutes for those of members.
 */
export function staleLimit(scope: CacheScope): number {
  return scope === 'public' ? 24 * 60 * MINUTE : 10 * MINUTE;
}

/** A serialised and compressed response, ready to be sent. */
export interface CachedAnswer {
  /**
   * The body in its content encoding: a buffer, or for a small body a latin1 string with one character a
   * byte. Its `length` is in bytes either way.
   */
  readonly body: Buffer | string;
  /** Strong, and different for each content encoding (RFC 9110 §8.8.3.3). */
  readonly etag: string;
  readonly contentType: string;
  readonly encoding: ContentEncoding | undefined;
  /** The headers of both 200 and 304, as name, value, name, value. */
  readonly headers: readonly string[];
}

export type ContentEncoding = 'br' | 'gzip';
