import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { Allow, Priority } from '#platform/access';
import { RetentionDto, RetentionPeriods } from '#platform/data-lifecycle';
import { Answers, Tag } from '#platform/http';
import { tenantOfMembers } from '#platform/tenancy';
import { RetentionChoiceDto, RetentionsDto } from './retention.dto.js';

@Tag('Retention', 'How long the tenant keeps its rows, where it may choose.')
@Priority('normal')
@Controller('v1/retention')
export class RetentionController {
  constructor(private readonly periods: RetentionPeriods) {}

  /** List how long the tenant keeps rows, where it may choose. */
  @Get()
  @Allow('retention.read', { least: 'admin' })
  @Answers('tenant_credential_required')
  async list(): Promise<RetentionsDto> {
    return { data: await this.periods.list(tenantOfMembers().id) };
  }

  /** Choose how long the tenant keeps rows of one kind. Older rows are deleted within minutes, for good. */
  @Put(':name')
  @Allow('retention.write', { least: 'admin', revocation: 'strict' })
  @Answers('tenant_credential_required', 'retention_not_found', 'retention_out_of_range')
  choose(@Param('name') name: string, @Body() { days }: RetentionChoiceDto): Promise<RetentionDto> {
    return this.periods.choose(tenantOfMembers().id, name, days);
  }
}
