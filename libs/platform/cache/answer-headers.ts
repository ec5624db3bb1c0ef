import type { ContentEncoding } from './cached-answer.js';

/**
 * The headers of a cached answer, the same for 200 and 304, as name, value, name, value. `no-cache` makes
 * clients revalidate with the ETag, so that no browser shows withdrawn content.
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
