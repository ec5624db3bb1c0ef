import type { FileTarget } from '#platform/backup';
import { readSettings } from '#platform/config';
import { IncomingFiles, incomingDirectory, openBlobStore } from '#platform/storage';

/** Runs `work` with the storage of the settings, for commands that run before there is a database to start on. */
export async function withFiles<T>(work: (files: FileTarget) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  const store = await openBlobStore(settings);
  try {
    return await work({ store, incoming: new IncomingFiles(incomingDirectory(settings)) });
  } finally {
    await store.close();
  }
}
