import type { FastifyInstance } from 'fastify';
import { httpProblems } from '../http.errors.js';
import { whenLeaving } from './leaving.js';

/**
 * Answers `handler_timeout` (503) when a handler takes longer than `limit` milliseconds; its late
 * answer is dropped. Fastify's own `handlerTimeout` makes a timer and an AbortController before the
 * first hook, which answers from the cache would pay for too; this timer starts after the cache.
 *
 * With a streamed body the time starts anew with each piece: a client that sends none for so long is answered
 * `request_timeout` (408), and a handler has the time from the last piece on, or while it takes none. Routes with
 * `limitedAsWhole` have it once.
 */
export function limitHandlers(server: FastifyInstance, limit: number): void {
  server.addHook('preHandler', (request, reply, done) => {
    // For clients that do not read (an injected request has no real socket); Node resets it for keep-alive after the answer.
    request.raw.socket.setTimeout?.(limit * 2 + 5_000);
    const body = request.upload?.stream;
    const timer = setTimeout(() => {
      if (reply.sent || reply.raw.headersSent) return;
      const problem = body?.awaitsClient ? httpProblems.request_timeout() : httpProblems.handler_timeout();
      body?.destroy(problem);
      reply.send(problem);
    }, limit);
    const asWhole = request.routeOptions.config.palier?.stream?.limitedAsWhole;
    if (body && !asWhole) body.onProgress = () => timer.refresh();
    whenLeaving(reply.raw, () => {
      if (body) body.onProgress = undefined;
      clearTimeout(timer);
    });
    done();
  });
}
