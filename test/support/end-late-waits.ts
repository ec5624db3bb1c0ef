import { EndLateWaits } from '#platform/data-lifecycle';
import type { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';

/** Ends the waits that are longer than their tables declare, as the job does. @returns rows by table */
export function endLateWaits(database: Database): Promise<Record<string, number>> {
  const { signal } = new AbortController();
  const context = { id: newId(), attempt: 1, signal, progress: async () => {} };
  return new EndLateWaits(database).run({ tenantId: PLATFORM_TENANT_ID }, context);
}
