import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Caller, Priority } from '#platform/access';
import { Answers, Id, ListQueryDto, Tag } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { tenantIdInForce } from '#platform/tenancy';
import { InvitationDto, InvitationsDto, NewInvitationDto } from './invitations.dto.js';
import { invitationsProblems } from './invitations.errors.js';
import { Invitations } from './invitations.js';

@Tag('Invitations', 'The invitations to the tenant that are not accepted yet.')
@Priority('normal')
@Controller('v1/invitations')
export class InvitationsController {
  constructor(private readonly invitations: Invitations) {}

  /** List the open invitations, the newest first. */
  @Get()
  @Allow('invitations.read', { least: 'admin', revocation: 'strict' })
  list(@Query() query: ListQueryDto): Promise<InvitationsDto> {
    return this.invitations.list(tenantIdInForce(), query);
  }

  /** Invite a person by mail. An open invitation of the same address is replaced. */
  @Post()
  @Allow('invitations.write', { least: 'admin', revocation: 'strict' })
  @Idempotent()
  @Answers('throttled', 'already_member', 'role_too_high', 'no_longer_allowed')
  async inviteMember(@Body() body: NewInvitationDto, @Caller() caller: Caller): Promise<InvitationDto> {
    return this.invitations.invite(caller.tenantId, body, { principal: caller, permission: 'invitations.write' });
  }

  /** Revoke an invitation: its link no longer works. */
  @Delete(':id')
  @HttpCode(204)
  @Allow('invitations.write', { least: 'admin', revocation: 'strict' })
  @Answers('invitation_not_found')
  async revoke(@Id('id', invitationsProblems.invitation_not_found) id: string): Promise<void> {
    await this.invitations.revoke(tenantIdInForce(), id);
  }
}
