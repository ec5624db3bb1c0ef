import type { Transaction } from '#platform/database';
import type { Storage } from '#platform/storage';
import { deleteBundle } from './bundles.sql.js';

/**
 * Removes the bundle of a version that is withdrawn or deleted, where it has one. Links to it work until its blob is deleted,
 * ten minutes later at most.
 */
export async function removeBundle(tx: Transaction, storage: Storage, versionId: string): Promise<void> {
  const gone = await tx.run(deleteBundle, versionId);
  await storage.release(
    tx,
    gone.map(({ digest }) => digest),
  );
}
