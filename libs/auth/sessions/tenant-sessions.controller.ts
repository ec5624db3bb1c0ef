import { Controller, Delete, Get, Query } from '@nestjs/common';
import { Allow, Caller, Priority } from '#platform/access';
import { Answers, Tag } from '#platform/http';
import { TenantDirectory, tenantNamed } from '#platform/tenancy';
import { rolesToGive } from '../members/who-may-give-roles.js';
import { SessionCounts } from './session-counts.js';
import {
  EndedDto,
  RegionsDto,
  RegionsQueryDto,
  SessionsQueryDto,
  TenantSessionsDto,
  WhoseSessionsDto,
} from './sessions.dto.js';
import { TenantSessions } from './tenant-sessions.js';

@Tag('Platform: sessions', 'For operators: the sessions of tenants.')
@Priority('normal')
@Controller('v1/platform/auth')
export class TenantSessionsController {
  constructor(
    private readonly sessions: TenantSessions,
    private readonly counts: SessionCounts,
    private readonly directory: TenantDirectory,
  ) {}

  /** List the sessions of a tenant, or of one of its users. */
  @Get('sessions')
  @Allow('platform.auth.read')
  @Answers('tenant_not_found', 'sessions_unavailable')
  list(@Query() query: SessionsQueryDto): Promise<TenantSessionsDto> {
    return this.sessions.list(this.idOf(query.tenant), query);
  }

  /**
   * End all sessions of a tenant, or of one of its users.
   *
   * @remarks Their access tokens are void at once, in every process, and the personal keys of these users are revoked;
   * keys of the tenant stay. Operators end those of operators whose role they could give.
   */
  @Delete('sessions')
  @Allow('platform.auth.write')
  @Answers('tenant_not_found', 'role_too_high', 'sessions_unavailable', 'revocation_not_told')
  async endTenantSessions(@Query() { tenant, user }: WhoseSessionsDto, @Caller() caller: Caller): Promise<EndedDto> {
    const tenantId = this.idOf(tenant);
    const touches = rolesToGive(caller, 'platform.auth.write', tenantId);
    return this.sessions.end(tenantId, touches, user);
  }

  /** Count the active sessions, by region. */
  @Get('regions')
  @Allow('platform.auth.read')
  @Answers('tenant_not_found', 'sessions_unavailable')
  async listSessionRegions(@Query() { tenant }: RegionsQueryDto): Promise<RegionsDto> {
    return this.counts.of(tenant === undefined ? undefined : this.idOf(tenant));
  }

  private idOf(slug: string): string {
    return tenantNamed(this.directory, slug).id;
  }
}
