import type { Database } from '#platform/database';
import type { TenantBlob } from '../blob.js';
import { blobsAfter } from '../blobs.sql.js';

/** Rows that are read together. */
const PAGE = 500;

/** The blobs of these tenants, as their rows say, a page at a time. */
export async function* everyBlob(database: Database, tenantIds: Iterable<string>): AsyncGenerator<TenantBlob> {
  for (const tenantId of tenantIds) {
    for (let after = '', more = true; more; ) {
      const page = await database.read({ tenantId }, blobsAfter, after, PAGE);
      for (const blob of page) yield { ...blob, tenantId };
      after = page.at(-1)?.digest ?? after;
      more = page.length === PAGE;
    }
  }
}
