import { Controller, Get, Headers, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Caller, Priority } from '#platform/access';
import { AnswersEvents, hints, sendEvents, streamRequest, Tag } from '#platform/http';
import { operationStates } from '#platform/operations';
import { EventStreams, topicOf } from '#platform/realtime';

const placeId = { type: ['string', 'null'], format: 'uuid' };
const placeIds = { universityId: placeId, ufrId: placeId, programmeId: placeId, level: { type: ['string', 'null'] } };
const place = { type: ['object', 'null'], required: Object.keys(placeIds), properties: placeIds };

@Tag('Events', 'What changes, as it changes.')
@Priority('sheddable')
@Controller('v1/events')
export class OwnEventsController {
  constructor(private readonly streams: EventStreams) {}

  @Get()
  @Allow('events.read', { least: 'member' })
  @AnswersEvents({
    summary: 'Follow what changes for the caller by Server-Sent Events',
    description:
      'Sends what changes for the user and in the tenant: `profile.changed` (`{}`), `operation.changed` (`{ id, kind, state }`), of what every member may begin, else of what the caller began, `unread.changed` (`{}`), and `notifications.changed` (`{ place }`). Its `place` is null where the user’s own notifications of a campus changed. Where more than a hundred users are notified at once, all of the tenant hear the place of their enrolments instead (`{ universityId, ufrId, programmeId, level }`, null where all below it are meant): who is there waits for up to 30 seconds, as long as chance says, and then reads. An event is a hint, after which the client reads what it shows; the same may come twice, with the same id. The event `reset` says that events may be missing: read everything again that is shown. A client that reconnects with Last-Event-ID gets what it has missed for up to two minutes, five with Redis. The stream ends when the client would be refused, so with its access token. One user or key may have 10 open streams.',
    events: hints({
      'profile.changed': {},
      'unread.changed': {},
      'notifications.changed': { place },
      'operation.changed': {
        id: { type: 'string', format: 'uuid' },
        kind: { type: 'string', example: 'catalog.make-bundle' },
        state: { type: 'string', enum: [...operationStates] },
      },
    }),
  })
  follow(
    @Caller() { tenantId, id }: Caller,
    @Headers('last-event-id') seen: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    // A key gets, by the first topic, only the operations that it began.
    const topics = [topicOf.user(tenantId, id), topicOf.tenant(tenantId)];
    sendEvents(request, reply, this.streams.follow(streamRequest(request), topics, seen));
  }
}
