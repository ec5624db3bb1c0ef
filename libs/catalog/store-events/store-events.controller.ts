import { Controller, Get, Headers, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Priority, Public } from '#platform/access';
import { AnswersEvents, hints, sendEvents, streamRequest, Tag } from '#platform/http';
import { EventStreams, topicOf } from '#platform/realtime';
import { currentTenant } from '#platform/tenancy';

@Tag('Apps', 'The apps of a store, for everyone.')
@Public()
@Priority('sheddable')
@Controller('v1/stores/:tenant/events')
export class StoreEventsController {
  constructor(private readonly streams: EventStreams) {}

  @Get()
  @AnswersEvents({
    summary: 'Follow the changes of a store by Server-Sent Events',
    description:
      'Sends `app.changed` (`{ slug }`) when an app of the store appears, changes or disappears, and `apps.changed` (`{}`) when many do. An event is a hint, after which the client reads what it shows; the same may come twice, with the same id. The event `reset` says that events may be missing: read everything again that is shown. A client that reconnects with Last-Event-ID gets what it has missed for up to two minutes, five with Redis. One address may have 20 open streams.',
    events: hints({
      'app.changed': { slug: { type: 'string', description: 'Of the app.', example: 'fastify' } },
      'apps.changed': {},
    }),
  })
  follow(
    @Headers('last-event-id') seen: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    const topics = [topicOf.store(currentTenant().id)];
    sendEvents(request, reply, this.streams.follow(streamRequest(request), topics, seen));
  }
}
