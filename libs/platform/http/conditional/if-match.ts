import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { versionOf } from './version-tag.js';

const fromHeader = createParamDecorator((_: unknown, context: ExecutionContext): number =>
  versionOf(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);

/**
 * Gives a handler the version, a whole number, that the request's If-Match names, and marks the
 * header as required in the OpenAPI document.
 *
 * @throws Problem `precondition_required` (428), `precondition_failed` (412)
 */
export function IfMatch(): ParameterDecorator {
  return (controller, method, index) => {
    fromHeader()(controller, method, index);
    if (method === undefined) return;
    const descriptor = Object.getOwnPropertyDescriptor(controller, method);
    if (!descriptor) return;
    ApiHeader({
      name: 'If-Match',
      required: true,
      description: 'The ETag of the version that you read, as in `"v3"`.',
      schema: { type: 'string', example: '"v3"' },
    })(controller, method, descriptor);
  };
}
