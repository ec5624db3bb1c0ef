import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, Priority, principalOf } from '#platform/access';
import { Answers, clientOf } from '#platform/http';
import { currentTenant } from '#platform/tenancy';
import { profileProblems } from '../profile/profile.errors.js';
import { PasswordChangeDto } from './password.dto.js';
import { PasswordChange } from './password-change.service.js';

@ApiTags('Profile')
@Controller('v1/me/password')
export class OwnPasswordController {
  constructor(private readonly passwords: PasswordChange) {}

  /** Change my password; every session but the current one ends. */
  @Post()
  @HttpCode(204)
  @Allow('me.write', { least: 'member', revocation: 'strict' })
  @Priority('normal')
  @Answers(
    'no_account',
    'wrong_password',
    'weak_password',
    'allowance_used',
    'sign_in_busy',
    'sessions_unavailable',
    'revocation_not_told',
  )
  async change(@Body() body: PasswordChangeDto, @Req() request: FastifyRequest): Promise<void> {
    const principal = principalOf(request);
    if (!principal?.session) throw profileProblems.no_account();
    const { address: network } = clientOf(request);
    const asking = { userId: principal.id, sessionId: principal.session.id, network };
    await this.passwords.change(currentTenant(), asking, body);
  }
}
