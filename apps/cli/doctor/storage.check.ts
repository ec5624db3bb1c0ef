import { statSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { mask } from '#platform/config';
import { Problem } from '#platform/problems';
import {
  openBlobStore,
  StorageIdentity,
  type StorageSettings,
  storageDirectory,
  storagePlace,
} from '#platform/storage';
import { type Diagnosis, fine, problem } from './diagnosis.js';
import { existing, spaceOf } from './disk.check.js';
import type { Installation } from './installation.js';

const name = 'storage';

/** Checks that the storage of files can be reached, and of a directory that it is writable and has free space. */
export async function checkStorage({ settings }: Installation): Promise<Diagnosis[]> {
  const [directory, place] = [storageDirectory(settings), storagePlace(settings)];
  const reason = directory === undefined ? await whyUnreachable(settings) : await whyUnwritable(directory);
  if (reason !== undefined) {
    const remedy = 'Check STORAGE_URL, that its service runs, and that this account may read and write there.';
    return [problem(name, `Files cannot be kept in ${place}. ${mask(reason)}`, remedy)];
  }
  const usable = fine(name, `Files are kept in ${place}, which can be used.`);
  return directory === undefined ? [usable] : [usable, await spaceOf('disk.storage', directory)];
}

/** Checks that the storage is that of this deployment. */
export async function checkStorageIdentity({ application }: Installation): Promise<Diagnosis> {
  const name = 'storage.identity';
  try {
    await (await application()).get(StorageIdentity).check();
    return fine(name, 'The storage is that of this deployment.');
  } catch (error) {
    if (!(error instanceof Problem && error.options.forOperators)) throw error;
    return problem(name, error.message, 'Nothing was changed there.');
  }
}

/** Changes nothing: the directory is made by the first file. */
async function whyUnwritable(directory: string): Promise<string | undefined> {
  const rights = constants.R_OK | constants.W_OK | constants.X_OK;
  const found = existing(directory);
  if (!statSync(found).isDirectory()) return `${found} is not a directory.`;
  return access(found, rights).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => `${found} cannot be written to (${error.code}).`,
  );
}

async function whyUnreachable(settings: StorageSettings): Promise<string | undefined> {
  await using store = await openBlobStore(settings);
  try {
    await store.check();
    return undefined;
  } catch (error) {
    return error instanceof Problem ? error.message : String(error);
  }
}
