import { type CachedAnswer, notModified } from '#platform/cache';
import { headersOf, type RequestContext } from './request-context.js';
import { securityHeaders } from './security-headers.js';
import { linesOf, mayWriteText, writeHeaders, writeText } from './write-answer.js';

/** The end of an answer's head, which is the same each time the answer is sent: joined once. */
interface Tails {
  /** The end of the head of a 200. */
  ok: string;
  /** The end of the head of a 304. */
  notModified: string;
}

const TAILS = Symbol('tails');
type Sendable = CachedAnswer & { [TAILS]?: Tails };

/**
 * Sends a cached answer, or a 304 where the client has it already, without Fastify, which would
 * serialise, copy headers and run hooks.
 *
 * @param status the value of `Cache-Status` (RFC 9211)
 */
export function sendCached(answer: CachedAnswer, status: string, context: RequestContext): void {
  const had = notModified(context.raw.headers['if-none-match'], answer.etag);
  if (had) context.response.statusCode = 304;
  else context.bytes = answer.body.length;
  context.head += `cache-status: ${status}\r\nserver-timing: cache;desc=${context.cache}\r\n`;
  const body = had ? undefined : answer.body;
  if (mayWriteText(context)) {
    const { ok, notModified: end } = tailsOf(answer);
    writeText(context, `${context.head}${had ? end : ok}`, body);
    return;
  }
  const list = [...headersOf(context).flat(), ...answer.headers];
  writeHeaders(context, had ? list : [...list, ...bodyHeaders(answer)], body);
}

function tailsOf(answer: Sendable): Tails {
  let known = answer[TAILS];
  if (!known) {
    const both = linesOf([...Object.entries(securityHeaders).flat(), ...answer.headers]);
    known = { ok: `${both}${linesOf(bodyHeaders(answer))}\r\n`, notModified: `${both}\r\n` };
    answer[TAILS] = known;
  }
  return known;
}

function bodyHeaders({ contentType, body }: CachedAnswer): string[] {
  return ['content-type', contentType, 'content-length', String(body.length)];
}
