import { existsSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Problem } from '#platform/problems';
import { isStorageFull } from '../connection/failures.js';
import { embeddedProblem } from './embedded.errors.js';

const MEBIBYTE = 1024 ** 2;
/** PostgreSQL ends when it cannot extend its log, which grows by files of 16 MiB. */
const LEAST_FREE = 32 * MEBIBYTE;

/**
 * The error of a start, or of other work on the embedded server; where its cause is a full disk, one line that names the
 * disk. A server that ended because its disk is full is only seen as a lost connection, so the free space decides.
 *
 * @param directory the data directory, which need not exist
 */
export function namingFullDisk(directory: string, error: unknown): unknown {
  const path = existing(resolve(directory));
  const { bavail, bsize } = statfsSync(path);
  const free = bavail * bsize;
  if (!saysFull(error) && !(free < LEAST_FREE && isOfServer(error))) return error;
  const mebibytes = Math.floor(free / MEBIBYTE);
  return embeddedProblem(
    `The disk of ${path} is full (${mebibytes} MiB are free): free some space, or set PALIER_DATA_DIR to a directory on another disk, and start again. Nothing that was stored is lost.`,
    `Le disque de ${path} est plein (${mebibytes} Mio libres) : libérez de la place, ou donnez par PALIER_DATA_DIR un dossier d'un autre disque, puis relancez. Rien de ce qui était enregistré n'est perdu.`,
    { cause: error },
  );
}

/** The directory, or its nearest parent that exists. */
function existing(path: string): string {
  return existsSync(path) ? path : existing(dirname(path));
}

function saysFull(error: unknown): boolean {
  if (isStorageFull(error)) return true;
  const text = error instanceof Problem ? error.detail.en : String(error);
  return /No space left on device|ENOSPC/.test(text);
}

/** Whether the embedded server did not start, or did not answer. */
function isOfServer(error: unknown): boolean {
  return error instanceof Problem && (error.code === 'embedded_postgres' || error.status === 503);
}
