import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { Allow, Caller, Priority } from '#platform/access';
import { RetentionPeriods } from '#platform/data-lifecycle';
import { Answers, Tag } from '#platform/http';
import { RetentionChoiceDto, RetentionDto, RetentionsDto } from './retention.dto.js';

@Tag('Retention', 'How long the tenant keeps its rows, where it may choose.')
@Priority('normal')
@Controller('v1/retention')
export class RetentionController {
  constructor(private readonly periods: RetentionPeriods) {}

  /** List how long the tenant keeps rows, where it may choose. */
  @Get()
  @Allow('retention.read', { least: 'admin' })
  async list(@Caller() { tenantId }: Caller): Promise<RetentionsDto> {
    return { data: await this.periods.list(tenantId) };
  }

  /** Choose how long the tenant keeps rows of one kind. Older rows are deleted within minutes, for good. */
  @Put(':name')
  @Allow('retention.write', { least: 'admin', revocation: 'strict' })
  @Answers('retention_not_found', 'retention_out_of_range')
  choose(
    @Param('name') name: string,
    @Body() { days }: RetentionChoiceDto,
    @Caller() { tenantId }: Caller,
  ): Promise<RetentionDto> {
    return this.periods.choose(tenantId, name, days);
  }
}
