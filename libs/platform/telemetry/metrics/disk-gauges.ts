import type { StatsFs } from 'node:fs';
import { statfs } from 'node:fs/promises';
import type { Settings } from '#platform/config';
import { sampledGauge } from './registry.js';

/**
 * Declares how many bytes of the disks of `PALIER_DATA_DIR` and `BACKUP_DIR` are free for this account, and how many they have. A
 * directory that is missing has neither; backups that are kept in the data directory are on its disk.
 */
export function collectDiskMetrics(
  { dataDir, backupDir }: Pick<Settings, 'dataDir' | 'backupDir'>,
  read: (path: string) => Promise<StatsFs> = statfs,
): void {
  const directories = { data: dataDir, ...(backupDir !== undefined && { backups: backupDir }) };
  const disks = Object.entries(directories).map(([name, path]) => [name, onePending(() => read(path))] as const);
  const each = async (bytes: (disk: StatsFs) => number) => {
    const found = await Promise.all(disks.map(async ([name, reading]) => [name, await reading()] as const));
    return new Map(found.flatMap(([name, disk]) => (disk ? [[name, bytes(disk)]] : [])));
  };
  sampledGauge('palier_disk_free_bytes', 'Bytes of the disk of a directory that are free', 'directory', () =>
    each(({ bavail, bsize }) => bavail * bsize),
  );
  sampledGauge('palier_disk_size_bytes', 'Bytes that the disk of a directory has', 'directory', () =>
    each(({ blocks, bsize }) => blocks * bsize),
  );
}

/** A disk of the network that is away holds a thread until it answers: the next scrapes wait for the same reading. */
function onePending(read: () => Promise<StatsFs>): () => Promise<StatsFs | undefined> {
  let pending: Promise<StatsFs | undefined> | undefined;
  return () => {
    pending ??= read()
      .catch(() => undefined)
      .finally(() => {
        pending = undefined;
      });
    return pending;
  };
}
