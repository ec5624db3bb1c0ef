import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { Caller, Priority, personOf } from '#platform/access';
import { Answers, AtVersion, ListQueryDto, Tag, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { mayRead, mayWrite } from '../journal.access.js';
import { journalProblems } from '../journal.errors.js';
import { ReminderContentDto, ReminderDto, RemindersDto } from './reminders.dto.js';
import { RemindersService } from './reminders.service.js';

const At = () => AtVersion(journalProblems.reminder_not_found);

@Tag('Reminders', 'When the signed-in user is reminded of their journal.')
@Versioned()
@Priority('normal')
@Controller('v1/journal/reminders')
export class RemindersController {
  constructor(private readonly reminders: RemindersService) {}

  /** List my reminders, by their time of the day. */
  @Get()
  @mayRead()
  @Answers('no_account')
  list(@Query() query: ListQueryDto, @Caller() caller: Caller): Promise<RemindersDto> {
    return this.reminders.list(personOf(caller), query);
  }

  /** Have myself reminded. At most ten reminders are kept. */
  @Post()
  @mayWrite()
  @Idempotent()
  @Answers('no_account', 'too_many_reminders')
  create(@Body() reminder: ReminderContentDto, @Caller() caller: Caller): Promise<ReminderDto> {
    return this.reminders.create(personOf(caller), reminder);
  }

  /** Replace a reminder, or turn it on or off, at the version given by If-Match. */
  @Put(':id')
  @mayWrite()
  @Answers('no_account', 'reminder_not_found')
  replace(@At() at: AtVersion, @Body() content: ReminderContentDto, @Caller() caller: Caller): Promise<ReminderDto> {
    return this.reminders.replace(personOf(caller), at, content);
  }

  /** Delete a reminder, at the version given by If-Match. */
  @Delete(':id')
  @HttpCode(204)
  @mayWrite()
  @Answers('no_account', 'reminder_not_found')
  delete(@At() at: AtVersion, @Caller() caller: Caller): Promise<void> {
    return this.reminders.delete(personOf(caller), at);
  }
}
