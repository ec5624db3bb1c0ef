import { Controller, Get, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { Answers, Tag } from '#platform/http';
import { mayRead } from '../analytics.access.js';
import { LedgerDto, LedgerQueryDto } from './ledger.dto.js';
import { LedgerService } from './ledger.service.js';

@Tag('Events', 'What happens in apps, pages and servers of a tenant.')
@Priority('normal')
@Controller('v1/analytics/ledger')
export class LedgerController {
  constructor(private readonly ledger: LedgerService) {}

  /** List what became of the events that came in, by hour and key, the newest first. */
  @Get()
  @mayRead()
  @Answers('page_out_of_reach')
  list(@Query() query: LedgerQueryDto, @Caller() { tenantId }: Caller): Promise<LedgerDto> {
    return this.ledger.list(tenantId, query);
  }
}
