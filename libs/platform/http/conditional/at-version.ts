import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Problem } from '#platform/problems';
import { describeId, idOf } from '../validation/id.js';
import { describeIfMatch } from './if-match.js';
import { type ExpectedVersions, versionsOf } from './version-tag.js';

/** What a request is about, and the versions of it that the caller accepts. */
export interface AtVersion {
  readonly id: string;
  readonly versions: ExpectedVersions;
}

type NotFound = (about: { id: string }) => Problem;

const fromRequest = createParamDecorator((notFound: NotFound, context: ExecutionContext): AtVersion => {
  const { headers, params } = context.switchToHttp().getRequest<FastifyRequest<{ Params: { id: string } }>>();
  const versions = versionsOf(headers['if-match']);
  return { id: idOf(params.id, notFound), versions };
});

/** Gives a handler what both `@Id('id', notFound)` and `@IfMatch()` give, which most changes and deletions need together. */
export const AtVersion =
  (notFound: NotFound): ParameterDecorator =>
  (controller, handler, index) => {
    fromRequest(notFound)(controller, handler, index);
    describeId('id', controller, handler);
    describeIfMatch(controller, handler);
  };
