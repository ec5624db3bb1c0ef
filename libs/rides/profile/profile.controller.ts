import { Body, Controller, Get, Put } from '@nestjs/common';
import { Allow, Caller, Priority, personOf } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Answers, type ExpectedVersions, IfMatch, Tag, Versioned } from '#platform/http';
import { RiderProfileContentDto, RiderProfileDto } from './profile.dto.js';
import { ProfileService } from './profile.service.js';

@Tag('Rider profile', 'How the signed-in rider wants their rides shown, and where their zones begin.')
@Versioned()
@Priority('normal')
@Controller('v1/rides/profile')
export class RiderProfileController {
  constructor(private readonly profiles: ProfileService) {}

  /** Read how I want my rides shown; at version 0 while I chose nothing. */
  @Get()
  @Allow('rides.read', { least: 'member' })
  @CachedResponse({ ttl: 300, scope: 'user', tags: () => [] })
  @Answers('no_account')
  read(@Caller() caller: Caller): Promise<RiderProfileDto> {
    return this.profiles.read(personOf(caller));
  }

  /** Choose how I want my rides shown, at the version given by If-Match: `"v0"` for the first time. */
  @Put()
  @Allow('rides.write', { least: 'member' })
  @Answers('no_account', 'zones_not_rising')
  replace(
    @IfMatch() versions: ExpectedVersions,
    @Body() content: RiderProfileContentDto,
    @Caller() caller: Caller,
  ): Promise<RiderProfileDto> {
    return this.profiles.replace(personOf(caller), content, versions);
  }
}
