import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, Priority, permissionsOf, principalIn, roles } from '#platform/access';
import { Answers, IfMatch, versionTag } from '#platform/http';
import { tenantIdInForce } from '#platform/tenancy';
import { callerOf } from './member-rules.js';
import { MemberChangesDto, MemberDto, MembersDto, MembersQueryDto, RolesDto } from './members.dto.js';
import { MembersService } from './members.service.js';

const read = () => Allow('members.read', { least: 'admin', revocation: 'strict' });
const write = () => Allow('members.write', { least: 'admin', revocation: 'strict' });

@ApiTags('Members')
@Controller('v1/members')
export class MembersController {
  constructor(private readonly members: MembersService) {}

  /** List the members, with a search by the beginning of an address, a name or a family name. */
  @Get()
  @read()
  @Priority('normal')
  @Answers('page_out_of_reach')
  list(@Query() query: MembersQueryDto): Promise<MembersDto> {
    return this.members.list(tenantIdInForce(), query);
  }

  /** List the permissions of each of the four roles. */
  @Get('roles')
  @read()
  @Priority('normal')
  roles(): RolesDto {
    const tenantId = tenantIdInForce();
    return { data: roles.map((role) => ({ role, permissions: [...permissionsOf(role, tenantId)].sort() })) };
  }

  /** Read one member. */
  @Get(':id')
  @read()
  @Priority('normal')
  @Answers('member_not_found')
  async read(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<MemberDto> {
    return tagged(await this.members.byId(tenantIdInForce(), id), reply);
  }

  /** Change a member's role or name, at the version given by If-Match. A new role revokes their tokens at once. */
  @Patch(':id')
  @write()
  @Priority('normal')
  @Answers('member_not_found', 'role_too_high', 'no_longer_allowed', 'own_account', 'last_owner')
  async change(
    @Param('id') id: string,
    @IfMatch() version: number,
    @Body() body: MemberChangesDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberDto> {
    return tagged(await this.members.change(tenantIdInForce(), caller(request), id, version, body), reply);
  }

  /** Deactivate a member: their sessions end at once, and they cannot sign in. A deactivated member stays unchanged. */
  @Post(':id/deactivate')
  @HttpCode(200)
  @write()
  @Priority('normal')
  @Answers('member_not_found', 'role_too_high', 'no_longer_allowed', 'own_account', 'last_owner')
  async deactivate(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberDto> {
    return tagged(await this.members.deactivate(tenantIdInForce(), caller(request), id), reply);
  }

  /** Let a deactivated member sign in again. A member who is not deactivated stays unchanged. */
  @Post(':id/reactivate')
  @HttpCode(200)
  @write()
  @Priority('normal')
  @Answers('member_not_found', 'role_too_high', 'no_longer_allowed', 'own_account')
  async reactivate(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberDto> {
    return tagged(await this.members.reactivate(tenantIdInForce(), caller(request), id), reply);
  }

  /** Delete a member permanently: their sessions end at once, and their address may be registered again. */
  @Delete(':id')
  @HttpCode(204)
  @write()
  @Priority('normal')
  @Answers('member_not_found', 'role_too_high', 'no_longer_allowed', 'own_account', 'last_owner')
  async delete(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    await this.members.delete(tenantIdInForce(), caller(request), id);
  }
}

function tagged(member: MemberDto, reply: FastifyReply): MemberDto {
  reply.header('etag', versionTag(member.version));
  return member;
}

const caller = (request: FastifyRequest) => callerOf(principalIn(request), tenantIdInForce());
