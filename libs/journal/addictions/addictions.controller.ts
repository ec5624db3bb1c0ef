import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { Caller, Priority, personOf } from '#platform/access';
import { Answers, AtVersion, Id, ListQueryDto, Location, Tag, Versioned } from '#platform/http';
import { Records } from '../changes/records.js';
import { idempotentInSecret, mayRead, mayWrite } from '../journal.access.js';
import { journalProblems } from '../journal.errors.js';
import { addictionRecord } from './addiction-record.js';
import { AddictionContentDto, AddictionDto, AddictionsDto, NewAddictionDto } from './addictions.dto.js';

const AddictionId = () => Id('id', journalProblems.addiction_not_found);
const At = () => AtVersion(journalProblems.addiction_not_found);

@Tag('Addictions', 'What the signed-in user recovers from, and their relapses.')
@Versioned()
@Priority('normal')
@Controller('v1/journal/addictions')
export class AddictionsController {
  constructor(private readonly records: Records) {}

  /** List what I recover from, by the first day without it. */
  @Get()
  @mayRead()
  @Answers('no_account', 'journal_sealed')
  list(@Query() query: ListQueryDto, @Caller() caller: Caller): Promise<AddictionsDto> {
    return this.records.list(personOf(caller), addictionRecord, query);
  }

  /** Read one of my addictions. */
  @Get(':id')
  @mayRead()
  @Answers('no_account', 'addiction_not_found', 'journal_sealed')
  read(@AddictionId() id: string, @Caller() caller: Caller): Promise<AddictionDto> {
    return this.records.byId(personOf(caller), addictionRecord, id);
  }

  /** Note what I recover from. */
  @Post()
  @Priority('vital')
  @mayWrite()
  @idempotentInSecret()
  @Location('/v1/journal/addictions/{id}')
  @Answers('no_account', 'quota_exceeded', 'day_out_of_range', 'id_taken', 'journal_sealed')
  create(@Body() addiction: NewAddictionDto, @Caller() caller: Caller): Promise<AddictionDto> {
    return this.records.create(personOf(caller), addictionRecord, addiction);
  }

  /** Replace what is noted of an addiction, at the version given by If-Match. */
  @Put(':id')
  @Priority('vital')
  @mayWrite()
  @Answers('no_account', 'quota_exceeded', 'day_out_of_range', 'addiction_not_found', 'journal_sealed')
  replace(@At() at: AtVersion, @Body() content: AddictionContentDto, @Caller() caller: Caller): Promise<AddictionDto> {
    return this.records.replace(personOf(caller), addictionRecord, at, content);
  }

  /** Delete an addiction with its relapses, at the version given by If-Match. Entries about it stay. */
  @Delete(':id')
  @HttpCode(204)
  @mayWrite()
  @Answers('no_account', 'addiction_not_found', 'journal_sealed')
  delete(@At() at: AtVersion, @Caller() caller: Caller): Promise<void> {
    return this.records.delete(personOf(caller), addictionRecord, at);
  }
}
