import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { Allow, Caller, Priority, personOf } from '#platform/access';
import { Answers, type ExpectedVersions, Id, IfMatch, ListQueryDto, Location, Tag, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { journalProblems } from '../journal.errors.js';
import {
  EntriesDto,
  EntriesQueryDto,
  EntryContentDto,
  EntryDto,
  EntryVersionsDto,
  NewEntryDto,
} from './entries.dto.js';
import { EntriesService } from './entries.service.js';

const read = () => Allow('journal.read', { least: 'member' });
const write = () => Allow('journal.write', { least: 'member' });
const EntryId = () => Id('id', journalProblems.entry_not_found);

@Tag('Journal', 'The journal of the signed-in user, which nobody else can read, whatever their role.')
@Versioned()
@Priority('normal')
@Controller('v1/journal/entries')
export class EntriesController {
  constructor(private readonly entries: EntriesService) {}

  /** List my entries, the latest day first. */
  @Get()
  @read()
  @Answers('no_account', 'page_out_of_reach', 'journal_sealed')
  list(@Query() query: EntriesQueryDto, @Caller() caller: Caller): Promise<EntriesDto> {
    return this.entries.list(personOf(caller), query);
  }

  /** Read one of my entries. */
  @Get(':id')
  @read()
  @Answers('no_account', 'entry_not_found', 'journal_sealed')
  byId(@EntryId() id: string, @Caller() caller: Caller): Promise<EntryDto> {
    return this.entries.byId(personOf(caller), id);
  }

  /** Read what one of my entries said before it changed, the last version first. */
  @Get(':id/versions')
  @read()
  @Answers('no_account', 'entry_not_found', 'page_out_of_reach', 'journal_sealed')
  versions(@EntryId() id: string, @Query() query: ListQueryDto, @Caller() caller: Caller): Promise<EntryVersionsDto> {
    return this.entries.versions(personOf(caller), id, query);
  }

  /** Write an entry, for today or for an earlier day. */
  @Post()
  @Priority('vital')
  @write()
  // The answer repeats the reflection, which is stored nowhere else than encrypted.
  @Idempotent({ secret: true })
  @Location('/v1/journal/entries/{id}')
  @Answers('no_account', 'day_not_kept', 'id_taken', 'journal_sealed')
  create(@Body() entry: NewEntryDto, @Caller() caller: Caller): Promise<EntryDto> {
    return this.entries.create(personOf(caller), entry);
  }

  /** Replace what an entry says, at the version given by If-Match. What it said before stays readable under `versions`. */
  @Put(':id')
  @Priority('vital')
  @write()
  @Answers('no_account', 'day_not_kept', 'entry_not_found', 'journal_sealed')
  replace(
    @EntryId() id: string,
    @IfMatch() versions: ExpectedVersions,
    @Body() content: EntryContentDto,
    @Caller() caller: Caller,
  ): Promise<EntryDto> {
    return this.entries.replace(personOf(caller), id, content, versions);
  }

  /** Delete an entry, at the version given by If-Match, with its former versions and files: nothing of it is left. */
  @Delete(':id')
  @HttpCode(204)
  @write()
  @Answers('no_account', 'entry_not_found', 'journal_sealed')
  delete(@EntryId() id: string, @IfMatch() versions: ExpectedVersions, @Caller() caller: Caller): Promise<void> {
    return this.entries.delete(personOf(caller), id, versions);
  }
}
