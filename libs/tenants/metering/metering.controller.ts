import { Controller, Get, Param, Query } from '@nestjs/common';
import { Allow, Priority } from '#platform/access';
import { Answers, Tag } from '#platform/http';
import { MeteringDto, MeteringQueryDto } from './metering.dto.js';
import { currentMonth, MeteringReport } from './metering-report.js';

@Tag('Metering', 'For operators: what a tenant used in a month.')
@Controller('v1/platform/tenants/:slug/metering')
export class MeteringController {
  constructor(private readonly report: MeteringReport) {}

  /** Read what a tenant used in a month. Each process adds its counts every second and when it ends. */
  @Get()
  @Allow('platform.tenants.read')
  @Priority('normal')
  @Answers('tenant_not_found')
  async read(@Param('slug') slug: string, @Query() { month = currentMonth() }: MeteringQueryDto): Promise<MeteringDto> {
    return { month, data: await this.report.of(slug, month) };
  }
}
