import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AlsoForOperators, Priority, Public } from '#platform/access';
import { Answers, Client, WithCookies } from '#platform/http';
import { currentTenant } from '#platform/tenancy';
import { LinkRequests } from '../email-tokens/link-requests.js';
import { AddressDto, CheckMailDto } from '../registration/registration.dto.js';
import { keepDeviceToken } from '../sign-in/cookies.js';
import { PasswordResetDto } from './password.dto.js';
import { PasswordReset } from './password-reset.service.js';

@ApiTags('Sign-in')
@Public()
@AlsoForOperators()
@Priority('normal')
@Controller('v1/auth/:tenant/password')
export class PasswordController {
  constructor(
    private readonly links: LinkRequests,
    private readonly passwords: PasswordReset,
  ) {}

  /** Request a mailed link to choose a new password; the answer is the same for every address. */
  @Post('forgot')
  @HttpCode(202)
  @Answers('throttled')
  async forgot(@Body() { email }: AddressDto, @Client() { address }: Client): Promise<CheckMailDto> {
    await this.links.ask(currentTenant().id, email, address, 'reset-password');
    return { status: 'check_mail' };
  }

  /** Choose a new password with the secret of the mailed link; every session of the user ends, their personal keys are revoked, and a cookie makes this device known. */
  @Post('reset')
  @HttpCode(204)
  @WithCookies()
  @Answers(
    'email_token_invalid',
    'weak_password',
    'quota_exceeded',
    'sign_in_busy',
    'sessions_unavailable',
    'revocation_not_told',
  )
  async reset(
    @Body() { token, password }: PasswordResetDto,
    @Client() { address }: Client,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const tenant = currentTenant();
    const deviceToken = await this.passwords.reset(tenant, token, password, address);
    keepDeviceToken(reply, tenant.slug, deviceToken);
  }
}
