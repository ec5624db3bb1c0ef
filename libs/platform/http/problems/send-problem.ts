import { Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { localeOf, type Problem } from '#platform/problems';
import { securityHeaders } from '../security-headers.js';
import { problemBody } from './problem-body.js';
import { problemOf } from './problem-of.js';

const logger = new Logger('Problems');

/** What a handler may have said of an answer that is not given now. */
const ofTheAnswer = ['etag', 'link', 'location', 'content-encoding', 'content-disposition', 'last-modified'];

/** Answers with the problem that an error is, in the language of Accept-Language. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error, request);
  log(problem, request);
  if (reply.sent || reply.raw.headersSent) return;
  const locale = localeOf(request.headers['accept-language']);
  const [path = ''] = request.url.split('?', 1);
  const body = problemBody(problem, locale, { requestId: request.id, instance: path.slice(0, 512) });
  for (const header of ofTheAnswer) reply.removeHeader(header);
  // Set again, because what the router refuses never reaches the pipeline.
  reply.headers(securityHeaders);
  reply.header('x-request-id', request.id);
  if (problem.status === 429 || problem.status === 503)
    reply.header('retry-after', reply.getHeader('retry-after') ?? '1');
  if (problem.options.headers) reply.headers(problem.options.headers);
  reply.header('cache-control', 'no-store');
  reply.header('content-language', locale);
  reply.header('content-type', 'application/problem+json');
  reply.code(problem.status);
  // As bytes, or Fastify would add a charset parameter, which JSON types do not have.
  reply.send(request.method === 'HEAD' ? undefined : Buffer.from(JSON.stringify(body)));
}

/** Refusals are the client's business; what is broken here must be found. */
function log(problem: Problem, request: FastifyRequest): void {
  // A shed request has its line already; one more for each would add to the load that sheds it.
  if (problem.status < 500 || problem.code === 'overloaded') return;
  const cause = problem.options.cause;
  const stack = cause instanceof Error ? cause.stack : problem.stack;
  const message = `${request.method} ${request.routeOptions.url ?? 'no route'} answered ${problem.code} (request ${request.id})`;
  if (problem.status === 503) logger.warn(cause instanceof Error ? `${message}: ${cause.message}` : message);
  else logger.error(message, stack);
}
