import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Answers } from '../openapi.js';
import { type DescribedEvents, schemaOf } from './described-events.js';

interface Described {
  readonly summary: string;
  readonly description: string;
  readonly events: DescribedEvents;
  /** The codes of its other refusals. */
  readonly refusals?: readonly string[];
}

/** Documents a route that answers with Server-Sent Events. The handler answers by `sendEvents`. */
export const AnswersEvents = ({ summary, description, events, refusals = [] }: Described): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary, description }),
    Answers('event_streams_full', ...refusals),
    ApiHeader({
      name: 'Last-Event-ID',
      required: false,
      description: 'The id of the last event that the client received.',
    }),
    ApiOkResponse({
      description: 'Events as they happen, each of one of these forms.',
      content: { 'text/event-stream': { schema: schemaOf(events) } },
    }),
  );
