import { Controller, Get, Param } from '@nestjs/common';
import { Allow, Priority } from '#platform/access';
import { Answers, Tag } from '#platform/http';
import { UsageDto } from './usage.dto.js';
import { Usage } from './usage.service.js';

@Tag('Usage', 'For operators: the present use of a tenant’s quotas.')
@Controller('v1/platform/tenants/:slug/usage')
export class UsageController {
  constructor(private readonly usage: Usage) {}

  /** Read a tenant's use of the quotas of its plan. */
  @Get()
  @Allow('platform.tenants.read')
  @Priority('normal')
  @Answers('tenant_not_found')
  async read(@Param('slug') slug: string): Promise<UsageDto> {
    return { data: await this.usage.of(slug) };
  }
}
