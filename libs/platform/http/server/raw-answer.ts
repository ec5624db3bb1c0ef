import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Locale, Problem } from '#platform/problems';
import { instanceOf, problemBody } from '../problems/problem-body.js';
import { securityHeaders } from '../security-headers.js';
import { originForm } from './check-target.js';

/**
 * A whole HTTP/1.1 answer with a problem body, for requests that never reach Fastify.
 *
 * @param request what is known of its first line
 */
export function rawAnswer(problem: Problem, locale: Locale, request?: { method?: string; target?: string }): string {
  const requestId = randomUUID();
  const instance = request?.target === undefined ? undefined : instanceOf(originForm(request.target));
  const body = JSON.stringify(problemBody(problem, locale, { requestId, instance }));
  const headers = {
    ...securityHeaders,
    ...problem.options.headers,
    'cache-control': 'no-store',
    connection: 'close',
    date: new Date().toUTCString(),
    'content-language': locale,
    'content-length': String(Buffer.byteLength(body)),
    'content-type': 'application/problem+json',
    'x-request-id': requestId,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join('')}\r\n${request?.method === 'HEAD' ? '' : body}`;
}
