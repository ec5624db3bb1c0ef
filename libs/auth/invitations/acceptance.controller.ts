import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AlsoForOperators, Priority, Public } from '#platform/access';
import { Answers, Client } from '#platform/http';
import { currentTenant } from '#platform/tenancy';
import { Acceptance } from './acceptance.js';
import { AcceptanceDto, AcceptedDto } from './invitations.dto.js';

@ApiTags('Sign-in')
@Controller('v1/auth/:tenant/invitations')
export class AcceptanceController {
  constructor(private readonly acceptance: Acceptance) {}

  /** Accept an invitation by the secret of its link, with a name and a password. Then log in. */
  @Post('accept')
  @Public()
  @AlsoForOperators()
  @Priority('normal')
  @Answers('invitation_void', 'weak_password', 'quota_exceeded', 'sign_in_busy')
  async acceptInvitation(@Body() body: AcceptanceDto, @Client() { address }: Client): Promise<AcceptedDto> {
    const { id, email, name, role } = await this.acceptance.accept(currentTenant(), body, address);
    return { id, email, name, role };
  }
}
