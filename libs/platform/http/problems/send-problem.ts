import { Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { localeOf, type Problem } from '#platform/problems';
import { securityHeaders } from '../security-headers.js';
import { instanceOf, problemBody } from './problem-body.js';
import { problemOf } from './problem-of.js';

const logger = new Logger('Problems');

/** Headers that a handler may have set for the answer that the problem replaces. */
const ofTheAnswer = ['etag', 'link', 'location', 'content-encoding', 'content-disposition', 'last-modified'];

/** Answers with the problem of an error, in the language of Accept-Language. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error, request);
  log(problem, request);
  if (reply.sent || reply.raw.headersSent) return;
  const locale = localeOf(request.headers['accept-language']);
  const body = problemBody(problem, locale, { requestId: request.id, instance: instanceOf(request.url) });
  for (const header of ofTheAnswer) reply.removeHeader(header);
  // Set here too, because a request that the router refuses never reaches the pipeline.
  reply.headers(securityHeaders);
  reply.header('x-request-id', request.id);
  if (problem.status === 429 || problem.status === 503)
    reply.header('retry-after', reply.getHeader('retry-after') ?? '1');
  if (problem.options.headers) reply.headers(problem.options.headers);
  reply.header('cache-control', 'no-store');
  reply.header('content-language', locale);
  reply.header('content-type', 'application/problem+json');
  reply.code(problem.status);
  // As bytes, or Fastify would add a charset parameter, which JSON types do not have. For HEAD Node sends their length alone.
  reply.send(Buffer.from(JSON.stringify(body)));
}

/** Logs server errors only: a refusal below 500 is for the client to correct. */
function log(problem: Problem, request: FastifyRequest): void {
  // A shed request already has its access log line; a second line each would add to the overload.
  if (problem.status < 500 || problem.code === 'overloaded') return;
  const cause = problem.options.cause;
  const stack = cause instanceof Error ? cause.stack : problem.stack;
  const message = `${request.method} ${request.routeOptions.url ?? 'no route'} answered ${problem.code} (request ${request.id})`;
  if (problem.status === 503) logger.warn(cause instanceof Error ? `${message}: ${cause.message}` : message);
  else logger.error(message, stack);
}
