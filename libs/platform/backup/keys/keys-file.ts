import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Problem } from '#platform/problems';
import { Archive } from '../archive/archive.js';
import type { Manifest } from '../archive/manifest.js';
import { backupProblems } from '../backup.errors.js';

/** Which keys file an operator wants for an archive; by default the newest beside it. */
export interface WantedKeys {
  readonly keys?: string;
  /** Whether to go on without one. */
  readonly withoutKeys?: boolean;
}

/** The name of the keys file that is written with an archive. */
export function keysFileOf(archive: string): string {
  return `${archive}.keys`;
}

/**
 * Runs `work` with the keys file for an archive: any of the same deployment that was written with it or later, since keys are
 * only added and deleted; by default the newest beside it, and among those of one time its own. Undefined where the archive needs
 * none and none is beside it, or where none is wanted.
 *
 * @throws Problem `keys_file_missing`, `keys_file_older`, `keys_file_of_others`, `archive_of_other_kind` when it is no keys
 *   file, and those of `Archive.open`
 */
export async function withKeysFile<T>(
  archive: Archive,
  { keys, withoutKeys }: WantedKeys,
  work: (keys: Archive | undefined) => Promise<T>,
): Promise<T> {
  if (withoutKeys) return work(undefined);
  using file = keys ? await Archive.open(keys) : await newestBeside(archive);
  if (!file) {
    const needed = archive.manifest.tables.some((table) => table.keys?.length > 0 && table.rows > 0);
    if (needed) throw backupProblems.keys_file_missing({ file: archive.file });
    return work(undefined);
  }
  requireFit(archive, file);
  await file.check();
  return await work(file);
}

function requireFit({ file: archive, manifest }: Archive, { file, manifest: ofKeys }: Archive): void {
  if (ofKeys.kind !== 'keys') {
    const command = ofKeys.kind === 'tenant' ? 'palier tenant import' : 'palier restore';
    throw backupProblems.archive_of_other_kind({ file, kind: ofKeys.kind, command });
  }
  if (!isOfSame(manifest, ofKeys)) throw backupProblems.keys_file_of_others({ file, archive });
  if (ofKeys.takenAt < manifest.takenAt) throw backupProblems.keys_file_older({ file, archive });
}

/** The keys of a deployment are those of each of its tenants, too. */
function isOfSame(archive: Manifest, keys: Manifest): boolean {
  const tenant = keys.tenant === undefined || keys.tenant.id === archive.tenant?.id;
  return tenant && keys.deployment !== undefined && keys.deployment === archive.deployment;
}

async function newestBeside({ file, manifest }: Archive): Promise<Archive | undefined> {
  const directory = dirname(file);
  let newest: Archive | undefined;
  try {
    for (const entry of await readdir(directory, { withFileTypes: true })) {
      const found = entry.isFile() && entry.name.endsWith('.keys') && (await openKeys(join(directory, entry.name)));
      if (!found) continue;
      const { takenAt } = found.manifest;
      const isOwn = takenAt === newest?.manifest.takenAt && found.file === join(directory, basename(keysFileOf(file)));
      const isNewer = !newest || takenAt > newest.manifest.takenAt || isOwn;
      const fits = found.manifest.kind === 'keys' && isOfSame(manifest, found.manifest);
      (fits && isNewer ? newest : found)?.close();
      if (fits && isNewer) newest = found;
    }
    return newest;
  } catch (error) {
    newest?.close();
    throw error;
  }
}

/**
 * Undefined for a file of another program. One that has the name of a keys file and is damaged is refused: it may be the newest,
 * and an older one has keys that were deleted since.
 */
async function openKeys(file: string): Promise<Archive | undefined> {
  try {
    return await Archive.open(file);
  } catch (error) {
    const isForeign = error instanceof Problem && error.code === 'archive_foreign';
    if (isForeign && !file.endsWith('.zip.keys')) return undefined;
    throw error;
  }
}
