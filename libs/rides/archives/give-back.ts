import type { Transaction } from '#platform/database';
import type { Storage } from '#platform/storage';
import { deleteArchiveBlob } from './archives.sql.js';

/** Deletes the file of an archive; what it takes of the quota goes back. */
export async function giveBack(tx: Transaction, storage: Storage, id: string): Promise<void> {
  const gone = await tx.run(deleteArchiveBlob, id);
  await storage.release(
    tx,
    gone.map(({ digest }) => digest),
  );
}
