import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller, Priority, userOf } from '#platform/access';
import { declareFlag, RequireFlag } from '#platform/flags';
import { AnswersEvents, sendEvents, streamRequest, Tag } from '#platform/http';
import { mayRead } from '../analytics.access.js';
import { LiveStreams, liveFlag } from './live-streams.js';

declareFlag(liveFlag, {
  default: true,
  about: {
    en: 'The counts of the events of the last five minutes, as they change.',
    fr: 'Les décomptes des événements des cinq dernières minutes, à mesure qu’ils changent.',
  },
});

const count = { type: 'integer', example: 42 } as const;

@Tag('Questions', 'How often what happens happens, and to how many.')
@Priority('sheddable')
@Controller('v1/analytics/live')
export class LiveController {
  constructor(private readonly live: LiveStreams) {}

  @Get()
  @mayRead()
  @RequireFlag(liveFlag)
  @AnswersEvents({
    summary: 'Follow how many events came in the last five minutes by Server-Sent Events',
    description:
      'Sends `counts` at once, and every two seconds where they have changed: how many events were stored in the last `seconds`, by their 50 most frequent names. Each event replaces the one before it. The counts are those that the servers have in memory, and approximate: a batch of which a part was stored before counts whole, and a server that starts anew begins at none. Under overload the stream ends first.',
    events: {
      counts: {
        seconds: { type: 'integer', example: 300 },
        total: count,
        names: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'count'],
            properties: { name: { type: 'string', example: 'app.installed' }, count },
          },
        },
        others: { ...count, description: 'Events of all other names.' },
      },
    },
  })
  follow(@Caller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    sendEvents(request, reply, this.live.follow(streamRequest(request), caller.tenantId, userOf(caller)));
  }
}
