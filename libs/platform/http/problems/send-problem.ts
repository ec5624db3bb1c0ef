import { inspect } from 'node:util';
import { Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { localeOf, type Problem } from '#platform/problems';
import { reportFailure } from '#platform/telemetry';
import { securityHeaders } from '../security-headers.js';
import { instanceOf, problemBody } from './problem-body.js';
import { problemOf } from './problem-of.js';

const logger = new Logger('Problems');

/** The statuses of refusals for want of a server or of space: nothing to correct in the code. */
const designed = new Set([503, 507]);

/** Of an error, that are logged. */
const MOST_CAUSES = 8;

/** Headers that a handler may have set for the answer that the problem replaces. */
const ofTheAnswer = [
  'etag',
  'link',
  'location',
  'content-encoding',
  'content-disposition',
  'last-modified',
  'accept-ranges',
  'content-range',
  'content-digest',
  'repr-digest',
  'content-length',
];

/** Answers with the problem of an error, in the language of Accept-Language. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error, request);
  const late = reply.sent || reply.raw.headersSent;
  log(error, problem, request, late);
  if (problem.status === 500) report(error, problem, request);
  if (late) return;
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

function report(error: unknown, { code }: Problem, { method, routeOptions, raw }: FastifyRequest): void {
  const { traceId, spanId } = raw.palier?.trace ?? {};
  const route = routeOptions.url === undefined ? undefined : `${method} ${routeOptions.url}`;
  reportFailure({ error, level: 'error', route, code, traceId, spanId });
}

/**
 * Logs server errors only: a refusal below 500 is for the client to correct. A designed 503 or 507 is told by the one line
 * of its request: a second line each would add to an overload.
 *
 * @param late whether another answer was sent already
 */
function log(error: unknown, problem: Problem, request: FastifyRequest, late: boolean): void {
  if (problem.status < 500) return;
  const cause = problem.options.cause;
  const trace = request.raw.palier?.trace;
  if (designed.has(problem.status) && trace && !late) {
    trace.unavailable = { code: problem.code, reason: cause instanceof Error ? cause.message : undefined };
    return;
  }
  const message = `${request.method} ${request.routeOptions.url ?? 'no route'} answered ${problem.code} (request ${request.id})`;
  if (designed.has(problem.status)) logger.warn(cause instanceof Error ? `${message}: ${cause.message}` : message);
  else logger.error(message, stacksOf(error));
}

/** What was thrown, and what caused it. Of an error its stack alone: its other properties may hold what somebody sent. */
function stacksOf(error: unknown): string {
  const stacks: string[] = [];
  try {
    for (let one = error; stacks.length < MOST_CAUSES; one = one.cause) {
      stacks.push(one instanceof Error ? String(one.stack) : inspect(one));
      if (!(one instanceof Error) || one.cause === undefined) break;
    }
  } catch {
    stacks.push('It cannot be read.');
  }
  return stacks.join('\nCaused by ');
}
