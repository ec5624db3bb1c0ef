import { inTurns } from '#platform/resilience';
import { type BlobStore, type IncomingFiles, isWhole, type TenantBlob } from '#platform/storage';
import type { Archive } from '../archive/archive.js';
import { backupProblems } from '../backup.errors.js';
import { entryOfFile } from './tenant-blob.js';

/** Where the files of an archive go. */
export interface FileTarget {
  readonly store: BlobStore;
  readonly incoming: IncomingFiles;
}

/** What became of the files that an archive lists. */
export interface RestoredFiles {
  /** Those that the storage now has. */
  readonly kept: number;
  /** Those that neither the archive nor the storage has. */
  readonly missing: number;
}

/** Files that are written at once. */
const AT_ONCE = 8;
/** Codes of a disk or a service that takes no more. */
const full = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'storage_full']);

/**
 * Writes the files of an archive into a storage, in their stored form, each once its digest is found to be that of its
 * content. Those that are there with the same content are left as they are, and no other is deleted.
 *
 * @param as the tenant of a tenant's archive in this deployment, where that is another: its id, and whether files that the
 *   archive only lists may be copied from the storage of the original. An archive proves nothing by naming a tenant: whoever
 *   knows the digest of a file could take it out of the storage of any.
 * @throws Problem `archive_entry_altered`, `blob_damaged` in a storage elsewhere, `files_unwritable`, `storage_unavailable`
 */
export async function restoreFiles(
  archive: Archive,
  { store, incoming }: FileTarget,
  as?: { readonly tenantId: string; readonly fromOriginal: boolean },
): Promise<RestoredFiles> {
  let [kept, missing] = [0, 0];
  const restore = async (blob: TenantBlob) => {
    const address = { tenantId: as?.tenantId ?? blob.tenantId, digest: blob.digest };
    const there = (await store.size(address)) === blob.storedBytes;
    const archived = await archive.openFile(blob);
    if (there && (!archived || (await isWhole(await store.read(address), blob)))) {
      archived?.destroy();
      kept += 1;
      return;
    }
    const moves =
      as?.fromOriginal && address.tenantId !== blob.tenantId && (await store.size(blob)) === blob.storedBytes;
    const source = archived ?? (moves ? await store.read(blob) : undefined);
    if (!source) {
      missing += 1;
      return;
    }
    const { file } = await incoming.receiveStored(source, blob).catch((cause) => {
      if (cause.code !== 'blob_damaged' || !archived) throw cause;
      throw backupProblems.archive_entry_altered({ file: archive.file, entry: entryOfFile(blob) }, { cause });
    });
    await store.keep(address, file);
    kept += 1;
  };
  await inTurns(await archive.files(), AT_ONCE, restore).catch((error: NodeJS.ErrnoException) => {
    const { code = '' } = error;
    if (!full.has(code)) throw error;
    throw backupProblems.files_unwritable({ place: store.place, reason: code }, { cause: error });
  });
  return { kept, missing };
}
