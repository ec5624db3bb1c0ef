import { type CachedAnswer, notModified } from '#platform/cache';
import { addHeader, headersOf, type RequestContext } from './request-context.js';
import { writeAnswer } from './write-answer.js';

/**
 * Sends a cached answer, or a 304 where the client has it already, without Fastify, which would
 * serialise, copy headers and run hooks.
 *
 * @param status the value of `Cache-Status` (RFC 9211)
 */
export function sendCached(answer: CachedAnswer, status: string, context: RequestContext): void {
  addHeader(context, 'cache-status', status);
  addHeader(context, 'server-timing', `cache;desc=${context.cache}`);
  const headers = [...headersOf(context), ...answer.headers];
  const had = notModified(context.raw.headers['if-none-match'], answer.etag);
  if (had) context.response.statusCode = 304;
  else {
    context.bytes = answer.body.length;
    headers.push('content-type', answer.contentType, 'content-length', String(answer.body.length));
  }
  writeAnswer(context, headers, had ? undefined : answer.body);
}
