import { Body, Controller, Delete, Get, HttpCode, Patch, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Priority, principalIn } from '#platform/access';
import { Answers, clientOf, IfMatch, versionTag } from '#platform/http';
import { platformTenant, tenantInForce } from '#platform/tenancy';
import { FarewellDto, ProfileChangesDto, ProfileDto } from './profile.dto.js';
import { ProfileService } from './profile.service.js';

@ApiTags('Profile')
@Controller('v1/me')
export class ProfileController {
  constructor(private readonly profiles: ProfileService) {}

  /** Read my profile: account, tenant and permissions. */
  @Get()
  @Allow('me.read', { least: 'member' })
  @Priority('normal')
  @Answers('no_account', 'member_not_found')
  async read(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<ProfileDto> {
    return tagged(await this.profiles.read(tenant(), principalIn(request)), reply);
  }

  /** Change my name or language, at the version given by If-Match. */
  @Patch()
  @Allow('me.write', { least: 'member' })
  @Priority('normal')
  @Answers('no_account', 'member_not_found')
  async change(
    @IfMatch() version: number,
    @Body() body: ProfileChangesDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProfileDto> {
    return tagged(await this.profiles.change(tenant(), principalIn(request), version, body), reply);
  }

  /** Delete my account permanently. All my sessions end at once. */
  @Delete()
  @HttpCode(204)
  @Allow('me.write', { least: 'member', revocation: 'strict' })
  @Priority('normal')
  @Answers('no_account', 'wrong_password', 'no_longer_allowed', 'last_owner', 'allowance_used', 'sign_in_busy')
  async erase(@Body() { password }: FarewellDto, @Req() request: FastifyRequest): Promise<void> {
    await this.profiles.erase(tenant(), principalIn(request), password, clientOf(request).address);
  }
}

/** Operators belong to the tenant `platform`. */
const tenant = () => tenantInForce() ?? platformTenant;

function tagged(profile: ProfileDto, reply: FastifyReply): ProfileDto {
  reply.header('etag', versionTag(profile.version));
  return profile;
}
