import { Body, Controller, Delete, Get, HttpCode, Patch } from '@nestjs/common';
import { Allow, Caller, Priority } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { ErasureDto } from '#platform/data-lifecycle';
import { Answers, Client, type ExpectedVersions, IfMatch, Tag, Versioned } from '#platform/http';
import { platformTenant, tenantInForce } from '#platform/tenancy';
import { TENANT_TAG } from '#tenants';
import { FarewellDto, ProfileChangesDto, ProfileDto } from './profile.dto.js';
import { ProfileService } from './profile.service.js';

@Tag('Profile', 'The account of the signed-in user: name, language, password, export and erasure.')
@Versioned()
@Priority('normal')
@Controller('v1/me')
export class ProfileController {
  constructor(private readonly profiles: ProfileService) {}

  /** Read my profile: account, tenant and permissions. */
  @Get()
  @Allow('me.read', { least: 'member' })
  @CachedResponse({ ttl: 300, scope: 'user', tags: () => [TENANT_TAG] })
  @Answers('no_account', 'member_not_found')
  read(@Caller() caller: Caller): Promise<ProfileDto> {
    return this.profiles.read(tenant(), caller);
  }

  /** Change my name or language, at the version given by If-Match. What is so already makes no new version. */
  @Patch()
  @Allow('me.write', { least: 'member' })
  @Answers('no_account', 'member_not_found')
  change(
    @IfMatch() versions: ExpectedVersions,
    @Body() body: ProfileChangesDto,
    @Caller() caller: Caller,
  ): Promise<ProfileDto> {
    return this.profiles.change(tenant(), caller, versions, body);
  }

  /** Ask for the erasure of my account and of all data about me, in seven days. All my sessions end at once. */
  @Delete()
  @HttpCode(202)
  @Allow('me.write', { least: 'member', revocation: 'strict' })
  @Answers(
    'no_account',
    'member_not_found',
    'wrong_password',
    'no_longer_allowed',
    'last_owner',
    'throttled',
    'sign_in_busy',
  )
  erase(
    @Body() { password }: FarewellDto,
    @Caller() caller: Caller,
    @Client() { address }: Client,
  ): Promise<ErasureDto> {
    return this.profiles.erase(tenant(), caller, password, address);
  }
}

/** Operators belong to the tenant `platform`. */
const tenant = () => tenantInForce() ?? platformTenant;
