import type { ContentEncoding } from './cached-answer.js';

/**
 * The headers that a kept answer carries with 200 and with 304 alike, as name, value, name, value.
 * `no-cache` makes clients ask again with the ETag, so that no browser shows what was taken down.
 */
export function answerHeaders(
  etag: string,
  encoding: ContentEncoding | undefined,
  link: string | undefined,
): readonly string[] {
  const headers = ['cache-control', 'public, no-cache', 'etag', etag];
  headers.push('vary', 'Accept-Encoding, Accept-Language, Origin');
  if (encoding) headers.push('content-encoding', encoding);
  if (link) headers.push('link', link);
  return headers;
}
