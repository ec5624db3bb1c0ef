import { STATUS_CODES } from 'node:http';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { CataloguedProblem } from '#platform/problems';
import type { Operation } from './operations.js';

/** The answers that operations share, by name. */
export type SharedResponses = NonNullable<NonNullable<OpenAPIObject['components']>['responses']>;

/** Refers to one `application/problem+json` answer per status; operations with the same problems share it. */
export function addProblemResponses(
  operation: Operation,
  problems: readonly CataloguedProblem[],
  shared: SharedResponses,
): void {
  for (const [status, ofStatus] of Map.groupBy(problems, (problem) => problem.status)) {
    const codes = ofStatus.map(({ code }) => code);
    const name = [status, ...codes].join('.');
    shared[name] ??= responseOf(status, codes);
    operation.responses[String(status)] = { $ref: `#/components/responses/${name}` };
  }
}

/** With one example per problem. */
function responseOf(status: number, codes: readonly string[]): SharedResponses[string] {
  const examples = codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]);
  return {
    description: STATUS_CODES[status] ?? 'Problem',
    ...(status === 429 || status === 503 ? { headers: { 'Retry-After': retryAfter } } : {}),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(examples),
      },
    },
  };
}

const retryAfter = { description: 'When to try again, in seconds.', schema: { type: 'integer' as const } };
