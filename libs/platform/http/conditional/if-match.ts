import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type ExpectedVersions, versionsOf } from './version-tag.js';

const fromHeader = createParamDecorator(
  (_: unknown, context: ExecutionContext): ExpectedVersions =>
    versionsOf(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);

/**
 * Gives a handler the versions that the request's If-Match names, undefined for `*`, and marks the header as required
 * in the OpenAPI document.
 *
 * @throws Problem `precondition_required` (428), `etag_without_quotes` (400), `precondition_failed` (412)
 */
export function IfMatch(): ParameterDecorator {
  return (controller, method, index) => {
    fromHeader()(controller, method, index);
    describeIfMatch(controller, method);
  };
}

/** Says in the OpenAPI document that a route needs the header. */
export function describeIfMatch(controller: object, method: string | symbol | undefined): void {
  const descriptor = method && Object.getOwnPropertyDescriptor(controller, method);
  if (!descriptor) return;
  ApiHeader({
    name: 'If-Match',
    required: true,
    description: 'The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version.',
    schema: { type: 'string', example: '"v3"' },
  })(controller, method, descriptor);
}
