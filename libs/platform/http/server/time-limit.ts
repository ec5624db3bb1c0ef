import type { FastifyInstance } from 'fastify';
import { httpProblems } from '../http.errors.js';

/**
 * Answers `handler_timeout` (503) when a handler takes longer than `limit` milliseconds; its late
 * answer is dropped. Fastify's own `handlerTimeout` makes a timer and an AbortController before the
 * first hook, which answers from the cache would pay for too; this timer starts after the cache.
 */
export function limitHandlers(server: FastifyInstance, limit: number): void {
  server.addHook('preHandler', (request, reply, done) => {
    // For clients that do not read (an injected request has no real socket); Node resets it for keep-alive after the answer.
    request.raw.socket.setTimeout?.(limit * 2 + 5_000);
    const timer = setTimeout(() => {
      if (!reply.sent && !reply.raw.headersSent) reply.send(httpProblems.handler_timeout());
    }, limit);
    reply.raw.once('close', () => clearTimeout(timer));
    done();
  });
}
