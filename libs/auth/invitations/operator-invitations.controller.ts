import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Caller, Priority } from '#platform/access';
import { Answers } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { TenantDirectory, tenantNamed } from '#platform/tenancy';
import { InvitationDto, TenantInvitationDto } from './invitations.dto.js';
import { Invitations } from './invitations.js';

@ApiTags('Platform: auth')
@Controller('v1/platform/auth/invitations')
export class OperatorInvitationsController {
  constructor(
    private readonly invitations: Invitations,
    private readonly directory: TenantDirectory,
  ) {}

  /**
   * Invite a person to a tenant, for example as its first owner, or to the operators with the tenant `platform`. There
   * you can only give roles that may do no more than you. The invitation is revoked once you may no longer invite.
   */
  @Post()
  @Allow('platform.auth.write')
  @Priority('normal')
  @Idempotent()
  @Answers('throttled', 'tenant_not_found', 'already_member', 'role_too_high', 'no_longer_allowed')
  async inviteToTenant(
    @Body() { tenant, ...invitation }: TenantInvitationDto,
    @Caller() caller: Caller,
  ): Promise<InvitationDto> {
    const inviter = { principal: caller, permission: 'platform.auth.write' } as const;
    return this.invitations.invite(tenantNamed(this.directory, tenant).id, invitation, inviter);
  }
}
