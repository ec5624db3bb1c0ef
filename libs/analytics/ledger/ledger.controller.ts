import { Controller, Get, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { ListQueryDto, Tag } from '#platform/http';
import { mayRead } from '../analytics.access.js';
import { LedgerDto, LedgerQueryDto } from './ledger.dto.js';
import { LedgerService } from './ledger.service.js';
import { QuarantineDto } from './quarantine.dto.js';

@Tag('Events', 'What happens in apps, pages and servers of a tenant.')
@Priority('normal')
@mayRead()
@Controller('v1/analytics')
export class LedgerController {
  constructor(private readonly ledger: LedgerService) {}

  /** List what became of the events that came in, by hour and key, the newest first. */
  @Get('ledger')
  listLedger(@Query() query: LedgerQueryDto, @Caller() { tenantId }: Caller): Promise<LedgerDto> {
    return this.ledger.lines(tenantId, query);
  }

  /** List the events that were rejected in the last seven days, the newest first: up to 500 an hour of each process. */
  @Get('quarantine')
  listQuarantine(@Query() query: ListQueryDto, @Caller() { tenantId }: Caller): Promise<QuarantineDto> {
    return this.ledger.rejected(tenantId, query);
  }
}
