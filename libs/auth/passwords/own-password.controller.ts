import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Caller, Priority } from '#platform/access';
import { Answers, Client } from '#platform/http';
import { currentTenant } from '#platform/tenancy';
import { signedIn } from '../profile/signed-in.js';
import { PasswordChangeDto } from './password.dto.js';
import { PasswordChange } from './password-change.service.js';

@ApiTags('Profile')
@Controller('v1/me/password')
export class OwnPasswordController {
  constructor(private readonly passwords: PasswordChange) {}

  /** Change my password; every session but the current one ends, and my personal keys are revoked. */
  @Post()
  @HttpCode(204)
  @Allow('me.write', { least: 'member', revocation: 'strict' })
  @Priority('normal')
  @Answers(
    'no_account',
    'wrong_password',
    'weak_password',
    'throttled',
    'sign_in_busy',
    'sessions_unavailable',
    'revocation_not_told',
  )
  async change(
    @Body() body: PasswordChangeDto,
    @Caller() caller: Caller,
    @Client() { address: network }: Client,
  ): Promise<void> {
    const { userId, id: sessionId } = signedIn(caller);
    await this.passwords.change(currentTenant(), { userId, sessionId, network }, body);
  }
}
