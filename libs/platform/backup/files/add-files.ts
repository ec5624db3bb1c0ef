import { finished } from 'node:stream/promises';
import type { Options, ZipFile } from 'yazl';
import type { BlobStore, TenantBlob } from '#platform/storage';
import { backupProblems } from '../backup.errors.js';
import { entryOfFile } from './tenant-blob.js';

/** Where an archive takes files from. */
export interface FileSource {
  readonly store: Pick<BlobStore, 'local' | 'place' | 'size' | 'read'>;
  /** Whether a row still refers to a file that is not in the storage. */
  isNeeded(blob: TenantBlob): Promise<boolean>;
}

/**
 * Adds the stored form of files to a ZIP that is being written, one after the other.
 *
 * @param signal aborted when the ZIP cannot be written
 * @returns the entries of files that were deleted since the snapshot
 * @throws Problem `backup_file_missing` when a file is missing, or has another length, that a row refers to
 */
export async function addFiles(
  zip: ZipFile,
  blobs: readonly TenantBlob[],
  { store, isNeeded }: FileSource,
  options: Partial<Options>,
  signal: AbortSignal,
): Promise<string[]> {
  const gone: string[] = [];
  for (const blob of blobs) {
    signal.throwIfAborted();
    if ((await store.size(blob)) !== blob.storedBytes) {
      const { tenantId, digest } = blob;
      if (await isNeeded(blob)) throw backupProblems.backup_file_missing({ tenantId, digest, place: store.place });
      gone.push(entryOfFile(blob));
      continue;
    }
    const stored = await store.read(blob);
    try {
      zip.addReadStream(stored, entryOfFile(blob), options);
      await finished(stored, { signal });
    } finally {
      stored.destroy();
    }
  }
  return gone;
}
