import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Answers } from '../openapi/operations.js';

interface Described {
  readonly summary: string;
  readonly description: string;
  /** The codes of its other refusals. */
  readonly refusals?: readonly string[];
}

/** Documents a route that answers with Server-Sent Events. The handler answers by `sendEvents`. */
export const AnswersEvents = ({ summary, description, refusals = [] }: Described): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary, description }),
    Answers('event_streams_full', ...refusals),
    ApiHeader({
      name: 'Last-Event-ID',
      required: false,
      description: 'The id of the last event that the client received.',
    }),
    ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } }),
  );
