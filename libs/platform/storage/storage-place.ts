import { join, resolve } from 'node:path';
import type { Settings } from '#platform/config';
import type { BlobStore } from './blob-store.js';
import { DirectoryBlobStore } from './directory-blob-store.js';
import { describeStorage, readStorageUrl, type StorageLocation } from './storage-url.js';

/** The settings that choose where files are kept. */
export type StorageSettings = Pick<Settings, 'dataDir' | 'storageUrl'>;

const locationOf = ({ storageUrl, dataDir }: StorageSettings): StorageLocation => readStorageUrl(storageUrl, dataDir);

/** Where files are kept, without secrets, as in `the directory /srv/palier/var/storage`. */
export function storagePlace(settings: StorageSettings): string {
  return describeStorage(locationOf(settings));
}

/** The directory where files are kept; undefined where they are in a bucket. */
export function storageDirectory(settings: StorageSettings): string | undefined {
  const location = locationOf(settings);
  return location.kind === 'directory' ? location.path : undefined;
}

/**
 * Opens the storage that `STORAGE_URL` chooses.
 *
 * @throws SettingsProblem when it is no location
 */
export async function openBlobStore(settings: StorageSettings): Promise<BlobStore> {
  const location = locationOf(settings);
  if (location.kind === 'directory') return new DirectoryBlobStore(location.path);
  // Loaded only for a bucket, because it loads the SDK.
  const { S3BlobStore } = await import('./s3/s3-blob-store.js');
  return new S3BlobStore(location);
}

/** Where files are received: on the same disk as the storage where that is a directory. */
export function incomingDirectory(settings: StorageSettings): string {
  const location = locationOf(settings);
  return location.kind === 'directory' ? join(location.path, 'incoming') : resolve(settings.dataDir, 'incoming');
}
