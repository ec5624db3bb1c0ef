import { STATUS_CODES } from 'node:http';
import type { Headed } from './headed-response.js';
import type { RequestContext } from './request-context.js';

/*
 * An answer that bypasses Fastify is sent in one of two ways, whose bytes differ only in the order of the headers:
 *
 *   by headers   writeHead(status, list) ─► Node checks and joins the list into `_header` ─┐
 *                end(body) ────────────────────────────────────────────────────────────────┴─► socket, `_headerSent` = true
 *   as text      head ─► `_header`, body beside it ─► socket, `_headerSent` = true ─► end()
 *
 * The first is Node's public interface. The second costs a third less of a cached answer, and uses the fields of `Headed`,
 * which Node does not document. It is safe as long as:
 * - nothing was set on the response before: Node writes `_header` as it is, and would leave out what was set;
 * - the connection stays, as the text says: Node does not read it, and would not close;
 * - the text has the length of the body, which Node neither counts nor sends in chunks, and no answer to HEAD has a body;
 * - what is in it came from the server or was checked on arrival: Node does not look for line breaks.
 * `RequestContext.asText` says the first, `mayWriteText` asks for the second too, and the callers see to the others.
 */

/** How long a client may read nothing of an answer, in milliseconds. */
const SLOWEST_READER = 65_000;

/** The longest head and body that are written as one piece, in bytes. */
const LONGEST_PIECE = 32_768;
/** Where they are put together: what a socket has taken or copied is free for the next answer. */
let buffer = Buffer.allocUnsafeSlow(LONGEST_PIECE);

/** Whether the answer may be sent by `writeText`. If not, `writeHeaders` sends it. */
export function mayWriteText({ asText, response, draining }: RequestContext): boolean {
  return asText && response.shouldKeepAlive && !draining;
}

/**
 * Sends an answer with the status of the response.
 *
 * @param head the lines of the head after those of Node's own, with the empty line
 * @param body bytes, or a text of characters below 256, each of which is one byte; undefined for none
 */
export function writeText(context: RequestContext, head: string, body: Buffer | string | undefined): void {
  const response = context.response as Headed;
  const text = headOf(response, context.startedAt, head);
  response._header = text;
  if (body === undefined) response.end();
  else if (!writeAsOne(response, text, body)) response.end(body, 'latin1');
  limitWait(context);
}

/**
 * Sends the same by Node's public interface.
 *
 * @param headers names and values by turns
 * @param body as for `writeText`; left out for HEAD
 */
export function writeHeaders(context: RequestContext, headers: string[], body: Buffer | string | undefined): void {
  const { raw, response } = context;
  response.writeHead(response.statusCode, headers);
  if (body === undefined || raw.method === 'HEAD') response.end();
  else response.end(body, 'latin1');
  limitWait(context);
}

/** Limits how long an answer waits for a client that does not read; Node resets the timeout with keep-alive. */
function limitWait({ raw: { socket }, response }: RequestContext): void {
  if (response.writableLength > 0) socket.setTimeout?.(SLOWEST_READER);
}

/** @param now milliseconds on the monotonic clock */
function headOf({ statusCode, _keepAliveTimeout }: Headed, now: number, head: string): string {
  const first = statusCode === 200 ? 'HTTP/1.1 200 OK\r\n' : `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}\r\n`;
  return `${first}${dateAndKeepAlive(now, _keepAliveTimeout)}${head}`;
}

/**
 * Writes head and body as one piece, and ends the response. Node would join them as a string on its heap and
 * copy that: as much garbage as the answers are long, which costs most where memory and processors are busy.
 *
 * @returns false where the answer must wait for an earlier one of its connection, or is larger than the buffer
 */
function writeAsOne(response: Headed, head: string, body: Buffer | string): boolean {
  const { socket } = response;
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
