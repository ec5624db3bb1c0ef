import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { type ListAnswer, type ListQuery, readList, rowsOfTenant } from '#platform/lists';
import { analyticsProblems } from '../analytics.errors.js';
import type { EventNameDto } from './names.dto.js';
import { declaredNames, declareProperties, lockNames, namesList } from './names.sql.js';

/** Names of a tenant whose properties are counted, at most. */
const MOST_DECLARED = 200;

/** What is counted of events, by their names. */
@Injectable()
export class NamesService {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(tenantId: string, query: ListQuery): Promise<ListAnswer<EventNameDto>> {
    return readList(rowsOfTenant(this.database, tenantId), namesList, query);
  }

  /** @throws Problem `too_many_counted_names` (422) */
  declare(tenantId: string, name: string, properties: readonly string[]): Promise<EventNameDto> {
    return this.database.transaction({ tenantId }, async (tx) => {
      await tx.run(lockNames, tenantId);
      const [known] = await tx.run(declaredNames, name);
      if (properties.length > 0 && (known?.others ?? 0) >= MOST_DECLARED)
        throw analyticsProblems.too_many_counted_names({ limit: MOST_DECLARED });
      await tx.run(declareProperties, name, properties);
      const [action, details] = ['analytics.properties.declared', { properties: properties.length }];
      await this.audit.record(tx, { action, targetKind: 'name', targetId: name, details });
      return { name, seenOn: known?.seenOn ?? null, properties: [...properties].sort() };
    });
  }
}
