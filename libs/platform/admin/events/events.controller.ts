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
    summary: 'List the events that are set aside, the last one first',
    description: 'Those that a subscriber could not take in five tries. Their subjects have gone on without them.',
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
  @ApiOperation({ summary: 'Read an event that is set aside' })
  read(@Param('id') id: string): Promise<DeadLetterDto> {
    return this.events.find(id);
  }

  @Post(':id/retry')
  @HttpCode(202)
  @Allow('platform.events.write')
  @Priority('normal')
  @Answers('event_not_found')
  @ApiOperation({
    summary: 'Give an event that is set aside to its subscriber once more',
    description: 'A worker does it, with all tries anew; if they fail too, it is set aside again under another id.',
  })
  retry(@Param('id') id: string): Promise<DeadLetterDto> {
    return this.events.retry(id);
  }
}
