import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Allow, Caller, Priority, permissionsOf, roles } from '#platform/access';
import { CachedResponse, PEOPLE_TAG } from '#platform/cache';
import { Answers, AtVersion, Id, Tag, Versioned } from '#platform/http';
import { tenantIdInForce } from '#platform/tenancy';
import { MemberChangesDto, MemberDto, MembersDto, MembersQueryDto, RolesDto } from './members.dto.js';
import { membersProblems } from './members.errors.js';
import { MembersService } from './members.service.js';

const read = () => Allow('members.read', { least: 'admin', revocation: 'strict' });
const write = () => Allow('members.write', { least: 'admin', revocation: 'strict' });

@Tag('Members', 'The users of the tenant, their roles and their erasure.')
@Versioned({ hashed: true })
@Priority('normal')
@Controller('v1/members')
export class MembersController {
  constructor(private readonly members: MembersService) {}

  /** List the members, with a search by the beginning of an address, a name or a family name. */
  @Get()
  @read()
  // For one admin each: addresses and names must not lie in Redis.
  @CachedResponse({ ttl: 60, scope: 'user', tags: () => [PEOPLE_TAG] })
  list(@Query() query: MembersQueryDto): Promise<MembersDto> {
    return this.members.list(tenantIdInForce(), query);
  }

  /** List the permissions of each of the four roles. */
  @Get('roles')
  @read()
  @CachedResponse({ ttl: 300, scope: 'tenant', tags: () => [] })
  listRoles(): RolesDto {
    const tenantId = tenantIdInForce();
    return { data: roles.map((role) => ({ role, permissions: [...permissionsOf(role, tenantId)].sort() })) };
  }

  /** Read one member. */
  @Get(':id')
  @read()
  @Answers('member_not_found')
  read(@Id('id', membersProblems.member_not_found) id: string): Promise<MemberDto> {
    return this.members.byId(tenantIdInForce(), id);
  }

  /**
   * Change a member's role or name, at the version given by If-Match. A new role revokes their tokens at once. What is
   * so already makes no new version.
   */
  @Patch(':id')
  @write()
  @Answers('member_not_found', 'role_too_high', 'no_longer_allowed', 'own_account', 'last_owner')
  change(
    @AtVersion(membersProblems.member_not_found) { id, versions }: AtVersion,
    @Body() body: MemberChangesDto,
    @Caller() caller: Caller,
  ): Promise<MemberDto> {
    return this.members.change(caller, id, versions, body);
  }

  /**
   * Deactivate a member: their sessions end at once, and they cannot sign in. A deactivated member stays unchanged, but can
   * no longer cancel an erasure that they asked for.
   */
  @Post(':id/deactivate')
  @HttpCode(200)
  @write()
  @Answers('member_not_found', 'role_too_high', 'no_longer_allowed', 'own_account', 'last_owner')
  deactivate(@Id('id', membersProblems.member_not_found) id: string, @Caller() caller: Caller): Promise<MemberDto> {
    return this.members.deactivate(caller, id);
  }

  /** Let a deactivated member sign in again. A member who is not deactivated stays unchanged. */
  @Post(':id/reactivate')
  @HttpCode(200)
  @write()
  @Answers('member_not_found', 'role_too_high', 'no_longer_allowed', 'own_account', 'erasure_pending')
  reactivate(@Id('id', membersProblems.member_not_found) id: string, @Caller() caller: Caller): Promise<MemberDto> {
    return this.members.reactivate(caller, id);
  }

  /**
   * Remove a member: their sessions end at once, and their address may be registered again. What they wrote stays: to
   * delete that too, ask for their erasure.
   */
  @Delete(':id')
  @HttpCode(204)
  @write()
  @Answers('member_not_found', 'role_too_high', 'no_longer_allowed', 'own_account', 'last_owner')
  async delete(@Id('id', membersProblems.member_not_found) id: string, @Caller() caller: Caller): Promise<void> {
    await this.members.delete(caller, id);
  }
}
