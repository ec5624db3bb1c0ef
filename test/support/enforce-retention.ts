import { EnforceRetention } from '#platform/data-lifecycle';
import type { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';

/** Deletes what is past its retention in every table, as the job does. @returns rows by table */
export function enforceRetention(database: Database): Promise<Record<string, number>> {
  const { signal } = new AbortController();
  const context = { id: newId(), attempt: 1, signal, progress: async () => {} };
  return new EnforceRetention(database).run({ tenantId: PLATFORM_TENANT_ID }, context);
}
