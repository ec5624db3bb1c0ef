import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { Caller, Priority, personOf } from '#platform/access';
import { Answers, AtVersion, Id, ListQueryDto, Location, Tag, Versioned } from '#platform/http';
import { Records } from '../changes/records.js';
import { idempotentInSecret, mayRead, mayWrite } from '../journal.access.js';
import { journalProblems } from '../journal.errors.js';
import {
  EntriesDto,
  EntriesQueryDto,
  EntryContentDto,
  EntryDto,
  EntryVersionsDto,
  NewEntryDto,
} from './entries.dto.js';
import { entryRecord, entryVersions } from './entry-record.js';

const EntryId = () => Id('id', journalProblems.entry_not_found);
const At = () => AtVersion(journalProblems.entry_not_found);

@Tag('Journal', 'The journal of the signed-in user, which nobody else can read, whatever their role.')
@Versioned()
@Priority('normal')
@Controller('v1/journal/entries')
export class EntriesController {
  constructor(private readonly records: Records) {}

  /** List my entries, the latest day first. */
  @Get()
  @mayRead()
  @Answers('no_account', 'journal_sealed')
  list(@Query() query: EntriesQueryDto, @Caller() caller: Caller): Promise<EntriesDto> {
    return this.records.list(personOf(caller), entryRecord, query);
  }

  /** Read one of my entries. */
  @Get(':id')
  @mayRead()
  @Answers('no_account', 'entry_not_found', 'journal_sealed')
  read(@EntryId() id: string, @Caller() caller: Caller): Promise<EntryDto> {
    return this.records.byId(personOf(caller), entryRecord, id);
  }

  /** Read what one of my entries said before it changed, the last version first. */
  @Get(':id/versions')
  @mayRead()
  @Answers('no_account', 'entry_not_found', 'journal_sealed')
  listEntryVersions(
    @EntryId() id: string,
    @Query() query: ListQueryDto,
    @Caller() caller: Caller,
  ): Promise<EntryVersionsDto> {
    return this.records.list(personOf(caller), entryVersions, { ...query, entry: id }, { kind: entryRecord, id });
  }

  /** Write an entry, for today or for an earlier day. */
  @Post()
  @Priority('vital')
  @mayWrite()
  @idempotentInSecret()
  @Location('/v1/journal/entries/{id}')
  @Answers('no_account', 'quota_exceeded', 'day_not_kept', 'id_taken', 'journal_sealed')
  create(@Body() entry: NewEntryDto, @Caller() caller: Caller): Promise<EntryDto> {
    return this.records.create(personOf(caller), entryRecord, entry);
  }

  /** Replace what an entry says, at the version given by If-Match. What it said before stays readable under `versions`. */
  @Put(':id')
  @Priority('vital')
  @mayWrite()
  @Answers('no_account', 'quota_exceeded', 'day_not_kept', 'entry_not_found', 'journal_sealed')
  replace(@At() at: AtVersion, @Body() content: EntryContentDto, @Caller() caller: Caller): Promise<EntryDto> {
    return this.records.replace(personOf(caller), entryRecord, at, content);
  }

  /** Delete an entry, at the version given by If-Match, with its former versions and files: nothing of it is left. */
  @Delete(':id')
  @HttpCode(204)
  @mayWrite()
  @Answers('no_account', 'entry_not_found', 'journal_sealed')
  delete(@At() at: AtVersion, @Caller() caller: Caller): Promise<void> {
    return this.records.delete(personOf(caller), entryRecord, at);
  }
}
