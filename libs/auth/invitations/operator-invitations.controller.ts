import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, RouteClass } from '#platform/access';
import { Answers } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { houseTenant, TenantDirectory, tenancyProblems } from '#platform/tenancy';
import { callerOf, principalIn } from '../members/caller.js';
import { assertMayGive } from '../members/member-rules.js';
import { InvitationDto, TenantInvitationDto } from './invitations.dto.js';
import { Invitations } from './invitations.js';

@ApiTags('Platform: auth')
@Controller('v1/platform/auth/invitations')
export class OperatorInvitationsController {
  constructor(
    private readonly invitations: Invitations,
    private readonly directory: TenantDirectory,
  ) {}

  /** Invite somebody to a tenant, as its first owner for one, or among the operators by the tenant `platform`. */
  @Post()
  @Allow('platform.auth.write')
  @RouteClass('normal')
  @Idempotent()
  @Answers('allowance_used', 'tenant_not_found', 'already_member', 'role_too_high', 'no_longer_allowed')
  async invite(
    @Body() { tenant, ...invitation }: TenantInvitationDto,
    @Req() request: FastifyRequest,
  ): Promise<InvitationDto> {
    if (tenant !== houseTenant.slug) return this.invitations.invite(this.idOf(tenant), invitation);
    const caller = callerOf(principalIn(request));
    assertMayGive(caller, invitation.role);
    return this.invitations.invite(houseTenant.id, invitation, caller.userId);
  }

  private idOf(slug: string): string {
    const tenant = this.directory.bySlug(slug);
    if (!tenant) throw tenancyProblems.tenant_not_found({ slug });
    return tenant.id;
  }
}
