import { Controller, Get, Param, Post } from '@nestjs/common';
import { Allow, Priority } from '#platform/access';
import { StartsOperation } from '#platform/admin';
import { Answers, Tag } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import type { Operation } from '#platform/operations';
import { PurgeDto } from './purges.dto.js';
import { Purges } from './purges.service.js';

@Tag('Purges', 'For operators: the deletion of all data of a deleted tenant.')
@Priority('normal')
@Controller('v1/platform/tenants/:slug/purge')
export class PurgesController {
  constructor(private readonly purges: Purges) {}

  /** Purge a deleted tenant now, without waiting for the end of its grace period. It cannot be restored. */
  @Post()
  @Allow('platform.tenants.write')
  @StartsOperation()
  @Idempotent()
  @Answers('tenant_not_found', 'tenant_not_deleted')
  begin(@Param('slug') slug: string): Promise<Operation> {
    return this.purges.begin(slug);
  }

  /** Read the progress of a tenant's purge, and its receipt once it has ended. */
  @Get()
  @Allow('platform.tenants.read')
  @Answers('tenant_not_found', 'purge_not_found')
  async read(@Param('slug') slug: string): Promise<PurgeDto> {
    return this.purges.of(slug);
  }
}
