import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { type ListAnswer, type ListQuery, readList, rowsOfTenant } from '#platform/lists';
import type { QuarantinedEventDto } from './quarantine.dto.js';
import { quarantineList } from './quarantine.sql.js';

/** Lists rejected events. */
@Injectable()
export class QuarantineService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(tenantId: string, query: ListQuery): Promise<ListAnswer<QuarantinedEventDto>> {
    return readList(rowsOfTenant(this.database, tenantId), quarantineList, query);
  }
}
