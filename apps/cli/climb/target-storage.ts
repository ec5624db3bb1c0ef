import { climbProblems, type Deployment, requireFiles } from '#platform/climb';
import type { Settings } from '#platform/config';
import { openBlobStore, type StorageSettings, storagePlace } from '#platform/storage';
import { readStorageOf, settingsFile } from './settings-file.js';

/**
 * Checks the files before a cutover: both deployments use the storage of the settings, which does not move.
 *
 * @throws Problem `storage_differs` where the settings of the other deployment name another; those of `requireFiles`
 */
export async function requireSameFiles(from: Deployment, settings: Settings): Promise<void> {
  await requireSameStorage(settings);
  await using store = await openBlobStore(settings);
  await requireFiles(from, store);
}

/** @throws Problem `storage_differs` where the settings of the other deployment, if there are any, name another storage */
export async function requireSameStorage(settings: Settings): Promise<void> {
  const file = settingsFile(settings);
  const storageUrl = await readStorageOf(file);
  const there: StorageSettings = { dataDir: settings.dataDir, ...(storageUrl && { storageUrl }) };
  const [present, target] = [storagePlace(settings), storagePlace(storageUrl === undefined ? settings : there)];
  if (present !== target) throw climbProblems.storage_differs({ present, target, file });
}
