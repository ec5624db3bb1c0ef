import type { CopyConnection } from '#platform/database';
import { declaredCapacityQuotas } from '#platform/quotas';
import { setHeld } from './usage.sql.js';

/**
 * Sets the counters of the tenant in force to the rows that there are, after rows were deleted without the context that counts them.
 *
 * @param connection in a transaction in which nobody else writes rows of the tenant
 */
export async function recountCapacity(connection: CopyConnection): Promise<void> {
  for (const { name, count } of declaredCapacityQuotas()) {
    const [counted] = await connection.query<{ total: number }>(count.text);
    await connection.query(setHeld.text, [name, counted?.total ?? 0]);
  }
}
