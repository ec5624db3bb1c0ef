import { Logger } from '@nestjs/common';
import { gauge } from '#platform/telemetry';
import { latestBackup } from './backup-files.js';

/**
 * Declares the metric `palier_backup_age_seconds`: the seconds since the latest complete backup of a directory, infinite where there is
 * none, or where the directory cannot be read. Each scrape begins a reading and shows the one before.
 */
export function watchBackupAge(directory: string): void {
  const log = new Logger('Backup');
  let latest = Number.NEGATIVE_INFINITY;
  let reading = false;
  const read = async () => {
    // One at a time: a disk of the network that is away holds a thread until it answers.
    if (reading) return;
    reading = true;
    latest = await latestBackup(directory, log);
    reading = false;
  };
  void read();
  gauge('palier_backup_age_seconds', 'Time since the latest backup, in seconds', () => {
    void read();
    return (Date.now() - latest) / 1000;
  });
}
