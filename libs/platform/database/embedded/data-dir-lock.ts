import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { LocalText } from '#platform/problems';
import type { DataDir } from './data-dir.js';
import { embeddedProblem } from './embedded.errors.js';
import { namingFullDisk } from './full-disk.js';

/** The lock of a data directory: its holder may run the server. */
export interface DataDirLock {
  release(): void;
}

/** Who has the lock. */
export interface LockHolder {
  /** The process and its host, as in `4711 on office, a command`. */
  readonly holder: LocalText;
  /** Docker names a container's host by its id. */
  readonly host: string;
}

/** A lock of SQLite's ends when its object is collected, so they are kept here. */
const held = new Set<DatabaseSync>();
const SQLITE_BUSY = 5;

/**
 * Takes the lock of a data directory, or tells its holder. The lock is the kernel's, on an empty file of the directory: every
 * container that shares the directory sees it, and it ends with its process, also by kill -9. Nothing else may open that file:
 * closing it would release the lock.
 *
 * @param step what this process is, as in `a server`
 * @throws Problem when the file cannot be opened or written
 */
export function takeLock({ root }: DataDir, step: LocalText): DataDirLock | LockHolder {
  const file = join(root, 'palier.lock');
  const note = `${file}.json`;
  const host = hostname();
  const { pid } = process;
  const me: LockHolder = {
    holder: { en: `${pid} on ${host}, ${step.en}`, fr: `${pid} sur ${host}, ${step.fr}` },
    host,
  };
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 0 });
    // Else SQLite adds a journal's file.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE');
    writeFileSync(note, JSON.stringify(me));
  } catch (error) {
    database?.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY)
      return holderIn(note) ?? { holder: { en: 'just started', fr: 'à peine démarré' }, host };
    throw namingFullDisk(root, unusable(file, error));
  }
  const lock = database;
  held.add(lock);
  const release = () => {
    if (!held.delete(lock)) return;
    rmSync(note, { force: true });
    lock.close();
  };
  return { release };
}

/** Undefined before the holder has written it; after a kill -9 it names the former holder until then. */
function holderIn(note: string): LockHolder | undefined {
  try {
    return JSON.parse(readFileSync(note, 'utf8'));
  } catch {
    return undefined;
  }
}

function unusable(file: string, cause: unknown) {
  const reason = (cause as Error).message;
  return embeddedProblem(
    `The lock of the data directory, ${file}, cannot be taken (${reason}): change the rights of the directory and the file.`,
    `Le verrou du dossier de données, ${file}, ne peut pas être pris (${reason}) : changez les droits du dossier et du fichier.`,
    { cause },
  );
}
