import { type CachedAnswer, notModified } from '#platform/cache';
import { headersOf, type RequestContext } from './request-context.js';
import { securityHeaders } from './security-headers.js';
import { limitWait, linesOf, writeAnswer, writeHeadAlone } from './write-answer.js';

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
  const { raw, response } = context;
  const had = notModified(raw.headers['if-none-match'], answer.etag);
  if (had) response.statusCode = 304;
  else context.bytes = answer.body.length;
  context.head += `cache-status: ${status}\r\nserver-timing: cache;desc=${context.cache}\r\n`;
  if (context.bypassesRouter && response.shouldKeepAlive && !context.draining) {
    const { ok, notModified: end } = tailsOf(answer);
    if (had) writeHeadAlone(context, `${context.head}${end}`);
    else writeAnswer(context, `${context.head}${ok}`, answer.body);
    return;
  }
  const list = [...headersOf(context).flat(), ...answer.headers];
  response.writeHead(response.statusCode, had ? list : [...list, ...bodyHeaders(answer)]);
  if (had || raw.method === 'HEAD') response.end();
  else response.end(answer.body, 'latin1');
  limitWait(context);
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
