import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { type ListAnswer, type ListQuery, readList, rowsOfTenant } from '#platform/lists';
import type { LedgerLineDto } from './ledger.dto.js';
import { ledgerList, quarantineList } from './ledger.sql.js';
import type { QuarantinedEventDto } from './quarantine.dto.js';

/** What became of events. */
@Injectable()
export class LedgerService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  lines(tenantId: string, query: ListQuery): Promise<ListAnswer<LedgerLineDto>> {
    return readList(rowsOfTenant(this.database, tenantId), ledgerList, query);
  }

  /** The rejected events that are kept. @throws Problem as `lines` */
  rejected(tenantId: string, query: ListQuery): Promise<ListAnswer<QuarantinedEventDto>> {
    return readList(rowsOfTenant(this.database, tenantId), quarantineList, query);
  }
}
