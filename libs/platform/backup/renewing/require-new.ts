import { constants } from 'node:fs';
import { access, lstat, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Archive } from '../archive/archive.js';
import { backupProblems } from '../backup.errors.js';
import { keysFileOf } from '../keys/keys-file.js';

/**
 * Refuses a name for a renewed archive before anything is done: later it would cost the whole work.
 *
 * @throws Problem `renewed_onto_itself` (409) when it is the archive itself, under whatever name; `archive_exists` (409), also where
 *   a keys file of that name is there that no interrupted renewal of this archive left; `archive_unwritable` (500)
 */
export async function requireNew(archive: Archive, renewed: string): Promise<void> {
  const [own, there] = await Promise.all([archive.file, renewed].map((file) => stat(file).catch(() => undefined)));
  if (there && there.dev === own?.dev && there.ino === own.ino)
    throw backupProblems.renewed_onto_itself({ file: renewed });
  if (await isThere(renewed)) throw backupProblems.archive_exists({ file: renewed });
  const keys = keysFileOf(renewed);
  if ((await isThere(keys)) && !(await isLeftover(archive, keys))) throw backupProblems.archive_exists({ file: keys });
  await access(dirname(renewed), constants.W_OK).catch((cause: NodeJS.ErrnoException) => {
    throw backupProblems.archive_unwritable({ file: renewed, reason: cause.code ?? cause.message }, { cause });
  });
}

/**
 * Removes the keys file that a renewal of the archive left which was killed before it had written the archive.
 *
 * @throws as `requireNew`
 */
export async function removeLeftover(archive: Archive, renewed: string): Promise<void> {
  await requireNew(archive, renewed);
  await rm(keysFileOf(renewed), { force: true });
}

/** A link that leads nowhere is there, too. */
async function isThere(file: string): Promise<boolean> {
  return (await lstat(file).catch(() => undefined)) !== undefined;
}

async function isLeftover({ manifest: { deployment, takenAt } }: Archive, keysFile: string): Promise<boolean> {
  const keys = await Archive.open(keysFile).catch(() => undefined);
  keys?.close();
  const { manifest } = keys ?? {};
  // An archive of before has no id, and its renewed one has.
  const isOfSame = manifest?.takenAt === takenAt && (!deployment || manifest.deployment === deployment);
  return manifest?.kind === 'keys' && manifest.renewedAt !== undefined && isOfSame;
}
