import { Controller, Delete, Get, HttpCode } from '@nestjs/common';
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

  /** List the devices on which you are signed in, the latest seen first. */
  @Get()
  @Allow('me.read', { least: 'member' })
  @Answers('no_account', 'sessions_unavailable')
  async list(@Caller() caller: Caller): Promise<MySessionsDto> {
    return { data: await this.sessions.list(signedIn(caller)) };
  }

  /**
   * Sign out on one device.
   *
   * @remarks Its access tokens are revoked at once.
   */
  @Delete(':id')
  @HttpCode(204)
  @Allow('me.write', { least: 'member' })
  @Answers('no_account', 'session_not_found', 'sessions_unavailable', 'revocation_not_told')
  async end(@Id('id', sessionsProblems.session_not_found) id: string, @Caller() caller: Caller): Promise<void> {
    await this.sessions.end(signedIn(caller), id);
  }

  /**
   * Sign out on all other devices.
   *
   * @remarks The session of this request stays. All your personal keys are revoked: whoever had a session may have
   * made one.
   */
  @Delete()
  @Allow('me.write', { least: 'member' })
  @Answers('no_account', 'sessions_unavailable', 'revocation_not_told')
  async endMyOtherSessions(@Caller() caller: Caller): Promise<EndedDto> {
    return this.sessions.endOthers(signedIn(caller));
  }
}
