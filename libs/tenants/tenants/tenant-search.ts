import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { type ListAnswer, type ListedRows, readList } from '#platform/lists';
import { normaliseText } from '#platform/text-normalisation';
import { details } from './tenant-details.js';
import { tenantList } from './tenant-list.sql.js';
import type { TenantDetails, TenantQuery } from './tenants.js';

/** Lists tenants, by cursor step or page. */
@Injectable()
export class TenantSearch {
  private readonly rows: ListedRows;

  constructor(database: Database) {
    this.rows = {
      tenantId: null,
      read: (statement, ...values) => database.unscopedRead('tenants.registry', statement, ...values),
    };
  }

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async list(query: TenantQuery): Promise<ListAnswer<TenantDetails>> {
    const { data, page } = await readList(this.rows, tenantList, query);
    return { data: data.map(details), page };
  }
}

/** The searched text: name and slug on separate lines, so that no search matches across both. */
export function searchKey(name: string, slug: string): string {
  return `${normaliseText(name)}\n${slug}`;
}
