import type { IncomingMessage, ServerResponse } from 'node:http';
import { type CachedAnswer, notModified } from '#platform/cache';
import { headersOf, type RequestContext } from './request-context.js';
import { securityHeaders } from './security-headers.js';

/** The end of an answer's head, which is the same each time the answer is sent: joined once. */
interface Tails {
  /** The end of the head of a 200. */
  ok: string;
  /** The end of the head of a 304. */
  notModified: string;
}

/** How long a client may read nothing of an answer, in milliseconds. */
const SLOWEST_READER = 65_000;

/** The longest head and body that are written as one piece, in bytes. */
const LONGEST_PIECE = 32_768;
/** Where they are put together: what a socket has taken or copied is free for the next answer. */
let buffer = Buffer.allocUnsafeSlow(LONGEST_PIECE);

/** Fields of Node's own: the joined head, and whether it was written. */
type HeadedResponse = ServerResponse & { _header: string; _headerSent: boolean; _keepAliveTimeout: number };

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
    setHead(context, `${context.head}${had ? end : ok}`);
    if (had) response.end();
    else if (!writeAsOne(response as HeadedResponse, answer.body)) response.end(answer.body, 'latin1');
    limitWait(raw, response);
    return;
  }
  const list = [...headersOf(context).flat(), ...answer.headers];
  response.writeHead(response.statusCode, had ? list : [...list, ...bodyHeaders(answer)]);
  if (had || raw.method === 'HEAD') response.end();
  else response.end(answer.body, 'latin1');
  limitWait(raw, response);
}

/** Limits how long an answer waits for a client that does not read; Node resets the timeout with keep-alive. */
function limitWait({ socket }: IncomingMessage, response: ServerResponse): void {
  if (response.writableLength > 0) socket.setTimeout?.(SLOWEST_READER);
}

/**
 * Gives Node the head as one string instead of a list: Node checks and joins a list line by line
 * each time, which costs a third of a hit. Everything in it is ours or was checked on arrival, and
 * the tests read it from the socket.
 */
function setHead({ response, startedAt }: RequestContext, head: string): void {
  const node = response as HeadedResponse;
  const first = response.statusCode === 304 ? 'HTTP/1.1 304 Not Modified\r\n' : 'HTTP/1.1 200 OK\r\n';
  node._header = `${first}${dateAndKeepAlive(startedAt, node._keepAliveTimeout)}${head}`;
}

/**
 * Writes head and body as one piece, and ends the response. Node would join them as a string on its heap and
 * copy that: as much garbage as the answers are long, which costs most where memory and processors are busy.
 *
 * @returns false where the answer must wait for an earlier one of its connection, or is larger than the buffer
 */
function writeAsOne(response: HeadedResponse, body: Buffer | string): boolean {
  const { socket, _header: head } = response;
  const length = head.length + body.length;
  if (!socket?.writable || length > buffer.length) return false;
  buffer.write(head, 'latin1');
  if (typeof body === 'string') buffer.write(body, head.length, 'latin1');
  else buffer.set(body, head.length);
  socket.write(buffer.subarray(0, length));
  // The socket keeps the buffer until the client has read it.
  if (socket.writableLength > 0) buffer = Buffer.allocUnsafeSlow(LONGEST_PIECE);
  response._headerSent = true;
  response.end();
  return true;
}

function tailsOf(answer: Sendable): Tails {
  let known = answer[TAILS];
  if (!known) {
    const both = lines([...Object.entries(securityHeaders).flat(), ...answer.headers]);
    known = { ok: `${both}${lines(bodyHeaders(answer))}\r\n`, notModified: `${both}\r\n` };
    answer[TAILS] = known;
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
 * The lines that Node adds to a head that it joins itself, made once a second.
 *
 * @param now milliseconds on the monotonic clock
 */
function dateAndKeepAlive(now: number, timeout: number): string {
  if (now - madeAt >= 1000) {
    madeAt = now;
    const date = new Date().toUTCString();
    made = `Date: ${date}\r\nConnection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(timeout / 1000)}\r\n`;
  }
  return made;
}
