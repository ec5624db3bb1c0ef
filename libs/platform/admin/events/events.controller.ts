import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Priority } from '#platform/access';
import { DeadLetterDto, DeadLetters, eventProblems } from '#platform/events';
import { Answers, Id, Tag } from '#platform/http';
import { eventList } from './event-list.js';
import { DeadLettersDto, EventsQueryDto } from './events.dto.js';

@Tag('Platform: events', 'For operators: events that a subscriber could not process.')
@Priority('normal')
@Controller('v1/platform/events')
export class EventsController {
  constructor(private readonly events: DeadLetters) {}

  /**
   * List the dead letters, the latest first.
   *
   * @remarks Events that a subscriber could not process in five tries. Later events of their subjects were delivered.
   */
  @Get()
  @Allow('platform.events.read')
  list(@Query() query: EventsQueryDto): Promise<DeadLettersDto> {
    return eventList(this.events, query);
  }

  /** Read a dead letter. */
  @Get(':id')
  @Allow('platform.events.read')
  @Answers('event_not_found')
  read(@Id('id', eventProblems.event_not_found) id: string): Promise<DeadLetterDto> {
    return this.events.find(id);
  }

  /**
   * Deliver a dead letter to its subscriber again.
   *
   * @remarks A worker delivers it, with five new tries; if they fail too, it is a dead letter again under another id.
   */
  @Post(':id/retry')
  @HttpCode(202)
  @Allow('platform.events.write')
  @Answers('event_not_found')
  retry(@Id('id', eventProblems.event_not_found) id: string): Promise<DeadLetterDto> {
    return this.events.retry(id);
  }
}
