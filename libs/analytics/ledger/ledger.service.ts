import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { type ListAnswer, type ListQuery, readList, rowsOfTenant } from '#platform/lists';
import type { LedgerLineDto } from './ledger.dto.js';
import { ledgerList } from './ledger.sql.js';

/** Lists what became of events, by hour and key. */
@Injectable()
export class LedgerService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(tenantId: string, query: ListQuery): Promise<ListAnswer<LedgerLineDto>> {
    return readList(rowsOfTenant(this.database, tenantId), ledgerList, query);
  }
}
