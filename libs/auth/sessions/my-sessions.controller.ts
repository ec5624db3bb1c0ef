import { Controller, Delete, Get, HttpCode } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Allow, Caller, Priority } from '#platform/access';
import { Answers, Id, Tag } from '#platform/http';
import { signedIn } from '../profile/signed-in.js';
import { OwnSessions } from './own-sessions.js';
import { EndedDto, MySessionsDto } from './sessions.dto.js';
import { sessionsProblems } from './sessions.errors.js';

@Tag('My sessions', 'The devices on which the user is signed in.')
@Priority('normal')
@Controller('v1/me/sessions')
export class MySessionsController {
  constructor(private readonly sessions: OwnSessions) {}

  @Get()
  @Allow('me.read', { least: 'member' })
  @Answers('no_account', 'sessions_unavailable')
  @ApiOperation({ summary: 'List the devices on which you are signed in, the latest seen first' })
  async list(@Caller() caller: Caller): Promise<MySessionsDto> {
    return { data: await this.sessions.list(signedIn(caller)) };
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('me.write', { least: 'member' })
  @Answers('no_account', 'session_not_found', 'sessions_unavailable', 'revocation_not_told')
  @ApiOperation({ summary: 'Sign out on one device', description: 'Its access tokens are revoked at once.' })
  async end(@Id('id', sessionsProblems.session_not_found) id: string, @Caller() caller: Caller): Promise<void> {
    await this.sessions.end(signedIn(caller), id);
  }

  @Delete()
  @Allow('me.write', { least: 'member' })
  @Answers('no_account', 'sessions_unavailable', 'revocation_not_told')
  @ApiOperation({
    summary: 'Sign out on all other devices',
    description:
      'The session of this request stays. All your personal keys are revoked: whoever had a session may have made one.',
  })
  async endMyOtherSessions(@Caller() caller: Caller): Promise<EndedDto> {
    return this.sessions.endOthers(signedIn(caller));
  }
}
