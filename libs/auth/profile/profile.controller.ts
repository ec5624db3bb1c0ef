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

  /** Say who is signed in, where, and what they may do. */
  @Get()
  @Allow('me.read', { least: 'member' })
  @Priority('normal')
  @Answers('no_account', 'member_not_found')
  async read(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<ProfileDto> {
    return tagged(await this.profiles.read(tenant(), principalIn(request)), reply);
  }

  /** Change one's own name or language, at the version that If-Match names. */
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

  /** Erase one's own account for good. All its sessions end at once. */
  @Delete()
  @HttpCode(204)
  @Allow('me.write', { least: 'member', revocation: 'strict' })
  @Priority('normal')
  @Answers('no_account', 'wrong_password', 'no_longer_allowed', 'last_owner', 'allowance_used', 'sign_in_busy')
  async erase(@Body() { password }: FarewellDto, @Req() request: FastifyRequest): Promise<void> {
    await this.profiles.erase(tenant(), principalIn(request), password, clientOf(request).address);
  }
}

/** Operators' is the deployment. */
const tenant = () => tenantInForce() ?? platformTenant;

function tagged(profile: ProfileDto, reply: FastifyReply): ProfileDto {
  reply.header('etag', versionTag(profile.version));
  return profile;
}
