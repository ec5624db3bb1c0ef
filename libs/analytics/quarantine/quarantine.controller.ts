import { Controller, Get, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { Answers, ListQueryDto, Tag } from '#platform/http';
import { mayRead } from '../analytics.access.js';
import { QuarantineDto } from './quarantine.dto.js';
import { QuarantineService } from './quarantine.service.js';

@Tag('Events', 'What happens in apps, pages and servers of a tenant.')
@Priority('normal')
@Controller('v1/analytics/quarantine')
export class QuarantineController {
  constructor(private readonly quarantine: QuarantineService) {}

  /** List the events that were rejected in the last seven days, the newest first: up to 500 an hour of each process. */
  @Get()
  @mayRead()
  @Answers('page_out_of_reach')
  list(@Query() query: ListQueryDto, @Caller() { tenantId }: Caller): Promise<QuarantineDto> {
    return this.quarantine.list(tenantId, query);
  }
}
