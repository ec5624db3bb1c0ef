import { Controller, Delete, Get, HttpCode, Param, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, Priority, principalOf } from '#platform/access';
import { Answers } from '#platform/http';
import { tenantIdInForce } from '#platform/tenancy';
import { profileProblems } from '../profile/profile.errors.js';
import { OwnSessions } from './own-sessions.js';
import { EndedDto, MySessionsDto } from './sessions.dto.js';

@ApiTags('My sessions')
@Priority('normal')
@Controller('v1/me/sessions')
export class MySessionsController {
  constructor(private readonly sessions: OwnSessions) {}

  @Get()
  @Allow('me.read', { least: 'member' })
  @Answers('no_account', 'sessions_unavailable')
  @ApiOperation({ summary: 'List the devices on which you are signed in, the latest seen first' })
  async list(@Req() request: FastifyRequest): Promise<MySessionsDto> {
    return { data: await this.sessions.list(ownerOf(request)) };
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('me.write', { least: 'member' })
  @Answers('no_account', 'session_not_found', 'sessions_unavailable', 'revocation_not_told')
  @ApiOperation({ summary: 'Sign out on one device', description: 'Its access tokens are revoked at once.' })
  async end(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    await this.sessions.end(ownerOf(request), id);
  }

  @Delete()
  @Allow('me.write', { least: 'member' })
  @Answers('no_account', 'sessions_unavailable', 'revocation_not_told')
  @ApiOperation({ summary: 'Sign out on all other devices', description: 'The session of this request stays.' })
  async endOthers(@Req() request: FastifyRequest): Promise<EndedDto> {
    return { ended: await this.sessions.endOthers(ownerOf(request)) };
  }
}

/** @throws Problem `no_account` for keys, which have no sessions */
function ownerOf(request: FastifyRequest) {
  const principal = principalOf(request);
  if (!principal?.session) throw profileProblems.no_account();
  return { tenantId: tenantIdInForce(), userId: principal.id, id: principal.session.id };
}
