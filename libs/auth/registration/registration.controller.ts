import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AlsoForOperators, Priority, Public } from '#platform/access';
import { Answers, Client } from '#platform/http';
import { currentTenant } from '#platform/tenancy';
import { LinkRequests } from '../email-tokens/link-requests.js';
import { AddressDto, CheckMailDto, RegistrationDto, VerificationDto, VerifiedDto } from './registration.dto.js';
import { Registration } from './registration.service.js';
import { Verification } from './verification.service.js';

const checkMail: CheckMailDto = { status: 'check_mail' };

@ApiTags('Sign-in')
@Public()
@AlsoForOperators()
@Priority('normal')
@Controller('v1/auth/:tenant')
export class RegistrationController {
  constructor(
    private readonly registration: Registration,
    private readonly verification: Verification,
    private readonly links: LinkRequests,
  ) {}

  /** Register, where the product lets anyone join. A mail explains the next step, also where the address has an account. */
  @Post('register')
  @HttpCode(202)
  @Answers('registration_by_invitation', 'registration_closed', 'weak_password', 'throttled', 'sign_in_busy')
  async registerUser(@Body() body: RegistrationDto, @Client() { address }: Client): Promise<CheckMailDto> {
    await this.registration.register(currentTenant(), body, address);
    return checkMail;
  }

  /** Confirm an e-mail address with the secret of the mailed link, which works once. This takes a seat of the plan. */
  @Post('verify-email')
  @HttpCode(200)
  @Answers('email_token_invalid', 'weak_password', 'quota_exceeded', 'sign_in_busy')
  async verifyEmail(@Body() { token, password }: VerificationDto, @Client() { address }: Client): Promise<VerifiedDto> {
    await this.verification.verify(currentTenant(), token, password, address);
    return { status: 'verified' };
  }

  /** Request the confirmation link again; the answer is the same for every address. */
  @Post('verify-email/resend')
  @HttpCode(202)
  @Answers('throttled')
  async resendVerification(@Body() { email }: AddressDto, @Client() { address }: Client): Promise<CheckMailDto> {
    await this.links.ask(currentTenant().id, email, address, 'verify-email');
    return checkMail;
  }
}
