import { CopyConnection } from '#platform/database';
import type { BlobStore, IncomingFiles } from '#platform/storage';
import { entriesAfter, newestEntry } from './erasure-ledger.sql.js';
import type { LedgerEntry, NewestEntry } from './ledger-entry.js';
import { StoredEntries } from './stored-entries.js';

/**
 * The number from which on a database lacks erasures that the storage has; undefined where it lacks none, and before the
 * migration that brings the ledger.
 *
 * @param url the database as either role, not through a pooler
 * @throws Problem `erasure_ledger_altered` (500), `storage_unavailable` (503), `database_unavailable` (503)
 */
export async function erasuresMissingFrom(
  url: string,
  files: { readonly store: BlobStore; readonly incoming: IncomingFiles },
): Promise<number | undefined> {
  await using connection = await CopyConnection.open(url);
  const there = "SELECT FROM pg_proc WHERE proname = 'newest_erasure' AND pronamespace = to_regnamespace('platform')";
  if ((await connection.query(there)).length === 0) return undefined;
  const newest = async () => (await connection.query<NewestEntry>(newestEntry.text))[0];
  const deploymentId = (await newest())?.deploymentId;
  if (!deploymentId) return undefined;
  return await new StoredEntries(files.store, files.incoming, deploymentId).missingFrom({
    newest: async () => (await newest())?.number ?? 0,
    entryOf: async (number) => (await connection.query<LedgerEntry>(entriesAfter.text, [number - 1, 1]))[0],
  });
}
