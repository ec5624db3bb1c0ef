import { Body, Controller, Get, Put } from '@nestjs/common';
import { Caller, Priority, personOf } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Answers, type ExpectedVersions, IfMatch, Tag, Versioned } from '#platform/http';
import { mayRead, mayWrite } from '../journal.access.js';
import { JournalProfileContentDto, JournalProfileDto } from './profile.dto.js';
import { ProfileService } from './profile.service.js';

@Tag('Journal profile', 'How the signed-in user wants their journal.')
@Versioned()
@Priority('normal')
@Controller('v1/journal/profile')
export class JournalProfileController {
  constructor(private readonly profiles: ProfileService) {}

  /** Read how I want my journal; at version 0 while I chose nothing. */
  @Get()
  @mayRead()
  @CachedResponse({ ttl: 300, scope: 'user', tags: () => [] })
  @Answers('no_account', 'journal_sealed')
  read(@Caller() caller: Caller): Promise<JournalProfileDto> {
    return this.profiles.read(personOf(caller));
  }

  /** Choose how I want my journal, at the version given by If-Match: `"v0"` for the first time. */
  @Put()
  @mayWrite()
  @Answers('no_account', 'journal_sealed')
  replace(
    @IfMatch() versions: ExpectedVersions,
    @Body() content: JournalProfileContentDto,
    @Caller() caller: Caller,
  ): Promise<JournalProfileDto> {
    return this.profiles.replace(personOf(caller), content, versions);
  }
}
