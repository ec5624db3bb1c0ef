import { join, resolve } from 'node:path';
import type { Settings } from '#platform/config';

/** The directory of files, beside the embedded PostgreSQL. */
export function storageDirectory({ dataDir }: Settings): string {
  return resolve(dataDir, 'storage');
}

/** Where files are received: on the same disk as the storage where that is a directory. */
export function incomingDirectory(settings: Settings): string {
  return join(storageDirectory(settings), 'incoming');
}
