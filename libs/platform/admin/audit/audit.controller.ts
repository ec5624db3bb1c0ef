import { Controller, Get, Query } from '@nestjs/common';
import { Allow, Priority } from '#platform/access';
import { AuditTrail, whoseLines } from '#platform/audit';
import { Answers, Tag } from '#platform/http';
import { TenantDirectory } from '#platform/tenancy';
import { AuditLinesDto, AuditQueryDto } from './audit.dto.js';

@Tag('Platform: audit', 'For operators: who did what.')
@Controller('v1/platform/audit')
export class AuditController {
  constructor(
    private readonly trail: AuditTrail,
    private readonly directory: TenantDirectory,
  ) {}

  /**
   * List who did what, the latest first.
   *
   * @remarks The audit lines of one tenant, or of the platform. `palier audit verify` checks that they were not
   * altered.
   */
  @Get()
  @Allow('platform.audit.read')
  @Priority('normal')
  @Answers('tenant_not_found')
  async listAuditLines(@Query() query: AuditQueryDto): Promise<AuditLinesDto> {
    return this.trail.list(whoseLines(this.directory, query.tenant), query);
  }
}
