import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Diagnosis, diagnosis } from './diagnosis.js';
import type { Installation } from './installation.js';

const GIBIBYTE = 1024 ** 3;

/** Checks the free space of the data directory and the backup directory. */
export async function checkDisk({ settings, backupDir }: Installation): Promise<Diagnosis[]> {
  const folders = { 'disk.data': settings.dataDir, 'disk.backups': backupDir };
  return Promise.all(Object.entries(folders).map(([name, folder]) => spaceOf(name, folder)));
}

/** Judges the disk of a folder, which need not exist. */
export async function spaceOf(name: string, folder: string): Promise<Diagnosis> {
  const { bavail, blocks, bsize } = await statfs(existing(resolve(folder)));
  return judgeSpace(name, folder, bavail * bsize, blocks * bsize);
}

/** The folder, or its nearest parent that exists: the first start creates the folder itself. */
export function existing(folder: string): string {
  return existsSync(folder) ? folder : existing(dirname(folder));
}

/** @param free bytes that this account may still write; `total` is in bytes too */
export function judgeSpace(name: string, folder: string, free: number, total: number): Diagnosis {
  const share = Math.round((100 * free) / total);
  const gibibytes = (free / GIBIBYTE).toFixed(1);
  const state = free < GIBIBYTE / 4 || share < 2 ? 'problem' : free < GIBIBYTE || share < 5 ? 'warning' : 'fine';
  return diagnosis(
    name,
    state,
    `${gibibytes} GiB (${share} %) are free in ${folder}.`,
    'Free some space, or move the folder to a larger disk (PALIER_DATA_DIR, BACKUP_DIR, STORAGE_URL).',
  );
}
