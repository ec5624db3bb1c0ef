import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { RequestContext } from './request-context.js';

/** How long a client may read nothing of an answer, in milliseconds. */
const SLOWEST_READER = 65_000;

/** The longest head and body that are written as one piece, in bytes. */
const LONGEST_PIECE = 32_768;
/** Where they are put together: what a socket has taken or copied is free for the next answer. */
let buffer = Buffer.allocUnsafeSlow(LONGEST_PIECE);

/** Fields of Node's own: the joined head, and whether it was written. */
type HeadedResponse = ServerResponse & { _header: string; _headerSent: boolean; _keepAliveTimeout: number };

/**
 * Sends an answer to a request that bypasses the router, on a connection that stays.
 *
 * @param head the lines of the head after those of Node's own, with the empty line
 * @param body bytes, or a text of characters below 256, each of which is one byte
 */
export function writeAnswer(context: RequestContext, head: string, body: Buffer | string): void {
  const { response } = context;
  setHead(context, head);
  if (!writeAsOne(response as HeadedResponse, body)) response.end(body, 'latin1');
  limitWait(context);
}

/** Sends an answer without a body, as `writeAnswer` does. */
export function writeHeadAlone(context: RequestContext, head: string): void {
  setHead(context, head);
  context.response.end();
  limitWait(context);
}

/** Limits how long an answer waits for a client that does not read; Node resets the timeout with keep-alive. */
export function limitWait({ raw: { socket }, response }: RequestContext): void {
  if (response.writableLength > 0) socket.setTimeout?.(SLOWEST_READER);
}

/**
 * Gives Node the head as one string instead of a list: Node checks and joins a list line by line
 * each time, which costs a third of a hit. Everything in it is ours or was checked on arrival, and
 * the tests read it from the socket.
 */
function setHead({ response, startedAt }: RequestContext, head: string): void {
  const node = response as HeadedResponse;
  const { statusCode } = response;
  const first = statusCode === 200 ? 'HTTP/1.1 200 OK\r\n' : `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}\r\n`;
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

/** Names and values by turns, as lines of a head. */
export function linesOf(headers: readonly string[]): string {
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
