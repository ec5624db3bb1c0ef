import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller, Priority, personOf } from '#platform/access';
import { Answers, AtVersion, Id, Location, Versioned } from '#platform/http';
import { Records } from '../changes/records.js';
import { idempotentInSecret, mayRead, mayWrite } from '../journal.access.js';
import { journalProblems } from '../journal.errors.js';
import { relapseRecord } from './relapse-record.js';
import { NewRelapseDto, RelapseContentDto, RelapseDto, RelapsesDto, RelapsesQueryDto } from './relapses.dto.js';

const RelapseId = () => Id('id', journalProblems.relapse_not_found);
const At = () => AtVersion(journalProblems.relapse_not_found);

@ApiTags('Addictions')
@Versioned()
@Priority('normal')
@Controller('v1/journal/relapses')
export class RelapsesController {
  constructor(private readonly records: Records) {}

  /** List my relapses, the latest first. */
  @Get()
  @mayRead()
  @Answers('no_account', 'journal_sealed')
  list(@Query() query: RelapsesQueryDto, @Caller() caller: Caller): Promise<RelapsesDto> {
    return this.records.list(personOf(caller), relapseRecord, query);
  }

  /** Read one of my relapses. */
  @Get(':id')
  @mayRead()
  @Answers('no_account', 'relapse_not_found', 'journal_sealed')
  read(@RelapseId() id: string, @Caller() caller: Caller): Promise<RelapseDto> {
    return this.records.byId(personOf(caller), relapseRecord, id);
  }

  /** Note a relapse. */
  @Post()
  @Priority('vital')
  @mayWrite()
  @idempotentInSecret()
  @Location('/v1/journal/relapses/{id}')
  @Answers('no_account', 'quota_exceeded', 'day_out_of_range', 'id_taken', 'journal_sealed')
  create(@Body() relapse: NewRelapseDto, @Caller() caller: Caller): Promise<RelapseDto> {
    return this.records.create(personOf(caller), relapseRecord, relapse);
  }

  /** Replace what is noted of a relapse, at the version given by If-Match. */
  @Put(':id')
  @Priority('vital')
  @mayWrite()
  @Answers('no_account', 'quota_exceeded', 'day_out_of_range', 'relapse_not_found', 'journal_sealed')
  replace(@At() at: AtVersion, @Body() content: RelapseContentDto, @Caller() caller: Caller): Promise<RelapseDto> {
    return this.records.replace(personOf(caller), relapseRecord, at, content);
  }

  /** Delete a relapse, at the version given by If-Match. */
  @Delete(':id')
  @HttpCode(204)
  @mayWrite()
  @Answers('no_account', 'relapse_not_found', 'journal_sealed')
  delete(@At() at: AtVersion, @Caller() caller: Caller): Promise<void> {
    return this.records.delete(personOf(caller), relapseRecord, at);
  }
}
