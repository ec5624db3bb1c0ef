import type { OpenAPIObject } from '@nestjs/swagger';
import type { CataloguedProblem } from '#platform/problems';

type Components = NonNullable<OpenAPIObject['components']>;

/** The schema of every problem (RFC 9457, with this API's members). */
export const problemSchemas: NonNullable<Components['schemas']> = {
  FieldError: {
    type: 'object',
    description: 'One fault of a request.',
    required: ['pointer', 'in', 'code', 'detail'],
    properties: {
      pointer: { type: 'string', description: 'A JSON pointer (RFC 6901) to the value.', example: '/name' },
      in: { type: 'string', enum: ['body', 'query', 'path', 'header'] },
      code: { type: 'string', description: 'What is wrong, stable.', example: 'too_long' },
      detail: { type: 'string', description: 'What is wrong, in words.', example: 'must have at most 80 characters' },
    },
  },
  Problem: {
    type: 'object',
    description: 'Why a request was not fulfilled (RFC 9457), in French or English by Accept-Language.',
    required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
    properties: {
      type: { type: 'string', format: 'uri-reference', description: 'Where this problem is explained.' },
      title: { type: 'string' },
      status: { type: 'integer', minimum: 400, maximum: 599 },
      detail: { type: 'string', description: 'What happened and what to do next.' },
      instance: { type: 'string', format: 'uri-reference', description: 'The path of the request.' },
      code: { type: 'string', description: 'Stable; a client may act on it.' },
      requestId: { type: 'string', description: 'The id of the request, for support; also in X-Request-Id.' },
      errors: { type: 'array', items: { $ref: '#/components/schemas/FieldError' } },
    },
  },
};

/** One example per problem, by its code. */
export function problemExamples(problems: readonly CataloguedProblem[]): NonNullable<Components['examples']> {
  return Object.fromEntries(problems.map((problem) => [problem.code, exampleOf(problem)]));
}

function exampleOf({ code, status, title, detail }: CataloguedProblem) {
  const requestId = '0b6d5f0e-5b5e-4c5e-9a55-7a3f0f6b1c11';
  const value = { type: `/docs/errors#${code}`, title: title.en, status, detail: detail.en, code, requestId };
  return { summary: title.en, value };
}
