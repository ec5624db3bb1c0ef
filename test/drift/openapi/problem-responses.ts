import { STATUS_CODES } from 'node:http';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { CataloguedProblem } from '#platform/problems';
import type { Operation } from './operations.js';

/** The answers that operations share, by name. */
export type SharedResponses = NonNullable<NonNullable<OpenAPIObject['components']>['responses']>;

const retryAfter = { description: 'When to try again, in seconds.', schema: { type: 'integer' as const } };
const allow = { description: 'The methods of this path.', schema: { type: 'string' as const } };

/** By status. */
const headers: Record<number, Record<string, typeof retryAfter | typeof allow>> = {
  405: { Allow: allow },
  429: { 'Retry-After': retryAfter },
  503: { 'Retry-After': retryAfter },
};

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

/** With the codes that it can have, and one example for each. */
function responseOf(status: number, codes: readonly string[]): SharedResponses[string] {
  const examples = codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]);
  const code = { type: 'string' as const, enum: [...codes] };
  const ofCodes = { type: 'object' as const, required: ['code'], properties: { code } };
  return {
    description: STATUS_CODES[status] ?? 'Problem',
    ...(headers[status] && { headers: headers[status] }),
    content: {
      'application/problem+json': {
        schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, ofCodes] },
        examples: Object.fromEntries(examples),
      },
    },
  };
}
