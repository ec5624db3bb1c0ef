import type { Database } from '#platform/database';
import { forgetAnswers } from './idempotency-records.sql.js';

/** Records of which one transaction reads the bodies, at most; each has a megabyte at most. */
const BATCH = 50;

/**
 * Empties the stored responses in which a person whose erasure was asked for is named, by id, address or subject: no
 * column says that of a response to somebody else. A repeat of their requests gets 409
 * `idempotency_answer_not_kept` and is not executed again.
 */
export async function forgetPerson(
  database: Database,
  { tenantId, userId }: { readonly tenantId: string; readonly userId: string },
): Promise<void> {
  for (let after: Buffer | undefined = Buffer.alloc(0); after; ) {
    const place: Buffer = after;
    const [seen] = await database.transaction({ tenantId }, (tx) => tx.run(forgetAnswers, userId, place, BATCH));
    after = seen?.last;
  }
}
