import type { Transaction } from '#platform/database';
import type { Storage } from '#platform/storage';
import { deleteBundle, deleteFormerBundle } from './bundles.sql.js';

/**
 * Removes the bundle of a version that is withdrawn or deleted, where it has one. Links to it work until its blob is deleted,
 * ten minutes later at most.
 */
export async function removeBundle(tx: Transaction, storage: Storage, versionId: string): Promise<void> {
  await released(tx, storage, await tx.run(deleteBundle, versionId));
}

/** Removes the bundle of a version, as `removeBundle` does, where its manifest is of a former format. */
export async function removeFormerBundle(tx: Transaction, storage: Storage, versionId: string): Promise<void> {
  await released(tx, storage, await tx.run(deleteFormerBundle, versionId));
}

function released(tx: Transaction, storage: Storage, gone: readonly { digest: string }[]): Promise<void> {
  return storage.release(
    tx,
    gone.map(({ digest }) => digest),
  );
}
