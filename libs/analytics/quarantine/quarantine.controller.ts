import { Controller, Get, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { Database } from '#platform/database';
import { Answers, ListQueryDto, Tag } from '#platform/http';
import { readList, rowsOfTenant } from '#platform/lists';
import { mayRead } from '../analytics.access.js';
import { QuarantineDto } from './quarantine.dto.js';
import { quarantineList } from './quarantine.sql.js';

@Tag('Events', 'What happens in apps, pages and servers of a tenant.')
@Priority('normal')
@Controller('v1/analytics/quarantine')
export class QuarantineController {
  constructor(private readonly database: Database) {}

  /** List the events that were rejected in the last seven days, the newest first: up to 500 an hour of each process. */
  @Get()
  @mayRead()
  @Answers('page_out_of_reach')
  list(@Query() query: ListQueryDto, @Caller() { tenantId }: Caller): Promise<QuarantineDto> {
    return readList(rowsOfTenant(this.database, tenantId), quarantineList, query);
  }
}
