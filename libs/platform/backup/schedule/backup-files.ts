import { readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Logger } from '@nestjs/common';
import type { Settings } from '#platform/config';

/** A backup file in the backup directory. */
export interface BackupFile {
  readonly name: string;
  readonly takenAt: Date;
  readonly bytes: number;
}

const DAY_MS = 86_400_000;
const name = /^palier-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})Z\.zip$/;

/** The directory of the backups. */
export function backupDirectory({ backupDir, dataDir }: Pick<Settings, 'backupDir' | 'dataDir'>): string {
  return resolve(backupDir ?? join(dataDir, 'backups'));
}

/** The file name of a backup; without colons, which not every file system allows. */
export function backupName(takenAt: Date): string {
  return `palier-${takenAt.toISOString().slice(0, 19).replaceAll(':', '-')}Z.zip`;
}

/** The backups of a directory, the latest first; empty when the directory does not exist. */
export async function listBackups(directory: string): Promise<BackupFile[]> {
  const names = (await namesIn(directory)).filter((each) => name.test(each)).sort();
  const found = await Promise.all(names.reverse().map((each) => backupIn(directory, each)));
  return found.filter((file) => file !== undefined);
}

/** Undefined where it was deleted meanwhile, or is a link to nothing. */
async function backupIn(directory: string, file: string): Promise<BackupFile | undefined> {
  const stats = await stat(join(directory, file)).catch(() => undefined);
  return stats && { name: file, takenAt: timeIn(file), bytes: stats.size };
}

/**
 * When the latest backup of a directory was taken, in milliseconds since 1970; minus infinity where there is none, or where the directory
 * cannot be read, which is logged.
 */
export async function latestBackup(directory: string, log: Logger): Promise<number> {
  const [latest] = await listBackups(directory).catch((error: unknown) => {
    log.error('The directory of the backups cannot be read.', error);
    return [];
  });
  return latest?.takenAt.getTime() ?? Number.NEGATIVE_INFINITY;
}

/** Removes all but the latest `keep` backups, and partial files; other files stay. */
export async function rotateBackups(directory: string, keep: number): Promise<void> {
  const old = (await listBackups(directory)).slice(keep).map((file) => file.name);
  const partial = (await namesIn(directory)).filter((each) => each.endsWith('.partial') && name.test(archiveOf(each)));
  for (const each of [...old, ...partial]) await rm(join(directory, each), { force: true });
}

/** Removes keys files that are older than so many days, but for the latest. */
export async function removeOldKeys(directory: string, days: number, now: number): Promise<void> {
  const names = (await namesIn(directory)).filter((each) => each.endsWith('.keys') && name.test(archiveOf(each)));
  const [, ...older] = names.sort().reverse();
  const old = older.filter((each) => now - timeIn(archiveOf(each)).getTime() > days * DAY_MS);
  for (const each of old) await rm(join(directory, each), { force: true });
}

/** The name of the archive that a keys file or a partial file belongs to. */
function archiveOf(file: string): string {
  return file.replace(/(\.keys)?(\.partial)?$/, '');
}

function timeIn(archive: string): Date {
  return new Date(archive.replace(name, '$1T$2:$3:$4Z'));
}

async function namesIn(directory: string): Promise<string[]> {
  return readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}
