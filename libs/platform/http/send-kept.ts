import type { IncomingMessage, ServerResponse } from 'node:http';
import { type CachedAnswer, notModified } from '#platform/cache';
import { headersOf, type RequestContext } from './request-context.js';
import { securityHeaders } from './security-headers.js';

/** What follows the lines of a request, the same each time an answer is sent: joined once. */
interface Tails {
  /** The end of the head of a 200. */
  ok: string;
  /** The end of the head of a 304. */
  notModified: string;
}

/** How long a client may take nothing of an answer, in milliseconds. */
const SLOWEST_READER = 65_000;

const tails = new WeakMap<CachedAnswer, Tails>();

/**
 * Sends a kept answer past Fastify, which would serialise, copy headers and run hooks, or a 304
 * where the client has it already.
 *
 * @param status of the cache, for `Cache-Status` (RFC 9211)
 */
export function sendKept(answer: CachedAnswer, status: string, context: RequestContext): void {
  const { raw, response } = context;
  const had = notModified(raw.headers['if-none-match'], answer.etag);
  if (had) response.statusCode = 304;
  else context.bytes = answer.body.length;
  context.head += `cache-status: ${status}\r\nserver-timing: cache;desc=${context.cache}\r\n`;
  if (context.overtaking && response.shouldKeepAlive && !context.leaving) {
    const { ok, notModified: end } = tailsOf(answer);
    if (had) setHead(context, `${context.head}${end}`).end();
    else setHead(context, `${context.head}${ok}`).end(answer.body, 'latin1');
    hurry(raw, response);
    return;
  }
  const list = [...headersOf(context).flat(), ...answer.headers];
  response.writeHead(response.statusCode, had ? list : [...list, ...bodyHeaders(answer)]);
  if (had || raw.method === 'HEAD') response.end();
  else response.end(answer.body, 'latin1');
  hurry(raw, response);
}

/** What the client did not take at once must not wait for it for ever; Node resets this with keep-alive. */
function hurry({ socket }: IncomingMessage, response: ServerResponse): void {
  if (response.writableLength > 0) socket.setTimeout?.(SLOWEST_READER);
}

/**
 * Gives Node the head as one string instead of a list: Node checks and joins a list line by line
 * each time, which costs a third of a hit. `_header` is where Node itself keeps the joined head;
 * everything in it is ours or was checked on its way in, and the tests talk to the socket.
 */
function setHead({ response, startedAt }: RequestContext, head: string): ServerResponse {
  const node = response as ServerResponse & { _header: string; _keepAliveTimeout: number };
  const first = response.statusCode === 304 ? 'HTTP/1.1 304 Not Modified\r\n' : 'HTTP/1.1 200 OK\r\n';
  node._header = `${first}${dateAndKeepAlive(startedAt, node._keepAliveTimeout)}${head}`;
  return response;
}

function tailsOf(answer: CachedAnswer): Tails {
  let known = tails.get(answer);
  if (!known) {
    const both = lines([...Object.entries(securityHeaders).flat(), ...answer.headers]);
    known = { ok: `${both}${lines(bodyHeaders(answer))}\r\n`, notModified: `${both}\r\n` };
    tails.set(answer, known);
  }
  return known;
}

function bodyHeaders({ contentType, body }: CachedAnswer): string[] {
  return ['content-type', contentType, 'content-length', String(body.length)];
}

function lines(headers: readonly string[]): string {
  let text = '';
  for (let i = 0; i < headers.length; i += 2) text += `${headers[i]}: ${headers[i + 1]}\r\n`;
  return text;
}

let madeAt = Number.NEGATIVE_INFINITY;
let made = '';

/**
 * What Node adds to every head of its own, made once a second.
 *
 * @param now milliseconds on the monotonic clock, which the request has read already
 */
function dateAndKeepAlive(now: number, timeout: number): string {
  if (now - madeAt >= 1000) {
    madeAt = now;
    const date = new Date().toUTCString();
    made = `Date: ${date}\r\nConnection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(timeout / 1000)}\r\n`;
  }
  return made;
}
