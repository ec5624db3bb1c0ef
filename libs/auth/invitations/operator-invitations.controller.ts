import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, Priority, principalIn } from '#platform/access';
import { Answers } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { platformTenant, TenantDirectory, tenancyProblems } from '#platform/tenancy';
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
  @Answers('allowance_used', 'tenant_not_found', 'already_member', 'role_too_high', 'no_longer_allowed')
  async invite(
    @Body() { tenant, ...invitation }: TenantInvitationDto,
    @Req() request: FastifyRequest,
  ): Promise<InvitationDto> {
    const inviter = { principal: principalIn(request), permission: 'platform.auth.write' } as const;
    return this.invitations.invite(this.idOf(tenant), invitation, inviter);
  }

  private idOf(slug: string): string {
    const tenant = slug === platformTenant.slug ? platformTenant : this.directory.bySlug(slug);
    if (!tenant) throw tenancyProblems.tenant_not_found({ slug });
    return tenant.id;
  }
}
