import { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EventStream, StreamRequest } from '#platform/realtime';
import { headersOf } from '../request-context.js';
import { leaveEarly } from '../server/leaving.js';
import { takeSocket } from './take-socket.js';

/** Runs without the request in force, which a timer would hold. */
const outside = AsyncLocalStorage.snapshot();
/** How long a client may take nothing, in milliseconds. */
const SLOWEST_READER_MS = 65_000;

/** The request of a stream of events. */
export function streamRequest(request: FastifyRequest): StreamRequest {
  const { address } = request.server.clientOf(request.raw);
  return { raw: request.raw, address };
}

/**
 * Answers with a stream of events, without Fastify: its reply, its request and their context would otherwise live as long
 * as the stream. For the log and the metrics the request ends here.
 */
export function sendEvents(request: FastifyRequest, reply: FastifyReply, stream: EventStream): void {
  const { raw: response } = reply.hijack();
  const { raw } = request;
  request.palier.place?.leave();
  // The client has left, or its time was over.
  if (raw.socket.destroyed || response.headersSent) {
    stream.end();
    return;
  }
  // The connection ends with the stream: the body has neither a length nor chunks.
  response.removeHeader('transfer-encoding');
  for (const [name, value] of headersOf(request.palier)) response.setHeader(name, value);
  response.setHeader('connection', 'close');
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-type', 'text/event-stream; charset=utf-8');
  // Stops nginx from buffering events.
  response.setHeader('x-accel-buffering', 'no');
  response.writeHead(200);
  leaveEarly(response);
  response.flushHeaders();
  outside(() => setImmediate(begin, response, stream));
}

function begin(response: ServerResponse, stream: EventStream): void {
  const { method, socket } = response.req;
  const out = method === 'HEAD' ? undefined : takeSocket(response);
  if (!out) {
    stream.end();
    response.end();
    return;
  }
  // It begins anew with all that the client takes; a beat comes more often.
  socket.setTimeout?.(SLOWEST_READER_MS);
  stream.connect(out);
}
