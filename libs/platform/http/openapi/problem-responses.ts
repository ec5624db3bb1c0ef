import { STATUS_CODES } from 'node:http';
import type { CataloguedProblem } from '#platform/problems';
import type { Operation } from './operations.js';

/** Adds an `application/problem+json` response per status, with one example per problem. */
export function addProblemResponses(operation: Operation, problems: readonly CataloguedProblem[]): void {
  for (const [status, ofStatus] of Map.groupBy(problems, (problem) => problem.status)) {
    operation.responses[String(status)] = {
      description: STATUS_CODES[status] ?? 'Problem',
      ...(status === 429 || status === 503 ? { headers: { 'Retry-After': retryAfter } } : {}),
      content: {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          examples: Object.fromEntries(
            ofStatus.map(({ code }) => [code, { $ref: `#/components/examples/${code}` }] as const),
          ),
        },
      },
    };
  }
}

const retryAfter = { description: 'When to try again, in seconds.', schema: { type: 'integer' as const } };
