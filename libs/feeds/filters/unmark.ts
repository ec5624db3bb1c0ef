import type { Transaction } from '#platform/database';
import { unmarkSome } from './filters.sql.js';

/** Posts that one statement takes a mark from. */
const UNMARKED_AT_ONCE = 10_000;

/**
 * Takes marks of locked filters from posts, before the filters end.
 *
 * @returns whether there may be more
 */
export async function unmark(tx: Transaction, filters: readonly { readonly id: string }[]): Promise<boolean> {
  for (const { id } of filters) {
    const [step] = await tx.run(unmarkSome, id, UNMARKED_AT_ONCE);
    if (step?.chosen === UNMARKED_AT_ONCE) return true;
  }
  return false;
}
