import { Controller, Get, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { Database } from '#platform/database';
import { Answers, Tag } from '#platform/http';
import { readList, rowsOfTenant } from '#platform/lists';
import { mayRead } from '../analytics.access.js';
import { LedgerDto, LedgerQueryDto } from './ledger.dto.js';
import { ledgerList } from './ledger.sql.js';

@Tag('Events', 'What happens in apps, pages and servers of a tenant.')
@Priority('normal')
@Controller('v1/analytics/ledger')
export class LedgerController {
  constructor(private readonly database: Database) {}

  /** List what became of the events that came in, by hour and key, the newest first. */
  @Get()
  @mayRead()
  @Answers('page_out_of_reach')
  list(@Query() query: LedgerQueryDto, @Caller() { tenantId }: Caller): Promise<LedgerDto> {
    return readList(rowsOfTenant(this.database, tenantId), ledgerList, query);
  }
}
