import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Priority } from '#platform/access';
import { DeadLetters } from '#platform/events';
import { Answers, nextLink } from '#platform/http';
import { eventList } from './event-list.js';
import { DeadLetterDto, DeadLettersDto, EventsQueryDto } from './events.dto.js';

@ApiTags('Platform: events')
@Controller('v1/platform/events')
export class EventsController {
  constructor(private readonly events: DeadLetters) {}

  @Get()
  @Allow('platform.events.read')
  @Priority('normal')
  @Answers('page_out_of_reach')
  @ApiOperation({
    summary: 'List the dead letters, the latest first',
    description:
      'Events that a subscriber could not process in five tries. Later events of their subjects were delivered.',
  })
  async list(
    @Query() query: EventsQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeadLettersDto> {
    const { data, page } = await eventList(this.events, query);
    if (page.next) reply.header('link', nextLink(request, page.next));
    return { data, page };
  }

  @Get(':id')
  @Allow('platform.events.read')
  @Priority('normal')
  @Answers('event_not_found')
  @ApiOperation({ summary: 'Read a dead letter' })
  read(@Param('id') id: string): Promise<DeadLetterDto> {
    return this.events.find(id);
  }

  @Post(':id/retry')
  @HttpCode(202)
  @Allow('platform.events.write')
  @Priority('normal')
  @Answers('event_not_found')
  @ApiOperation({
    summary: 'Deliver a dead letter to its subscriber again',
    description:
      'A worker delivers it, with five new tries; if they fail too, it is a dead letter again under another id.',
  })
  retry(@Param('id') id: string): Promise<DeadLetterDto> {
    return this.events.retry(id);
  }
}
