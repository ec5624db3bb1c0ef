import { type INestApplicationContext, Logger } from '@nestjs/common';
import { BackupSchedule, backupDirectory, takeBackup } from '#platform/backup';
import { Settings } from '#platform/config';
import { BlobStore } from '#platform/storage';
import { masterKeyToCopy } from '../terminal/master-key-copy.js';
import { recordForPlatform } from '../terminal/record-archive.js';
import type { LastStep } from '../terminal/until-signal.js';

const log = new Logger('Backup');

/** Backs the embedded PostgreSQL and the files up every BACKUP_EVERY_HOURS, unless that is 0. */
export function scheduleBackups(app: INestApplicationContext, atEnd: (step: LastStep) => void): void {
  const settings = app.get(Settings);
  const { backupEveryHours: everyHours, backupKeep: keep, backupKeysDays: keysDays, databaseOwnerUrl } = settings;
  if (everyHours === 0 || !databaseOwnerUrl) return;
  const take = async (file: string, signal: AbortSignal) => {
    const manifest = await takeBackup(databaseOwnerUrl, file, app.get(BlobStore), signal);
    await recordForPlatform(app, 'platform.backup.taken', manifest);
    const besides = await masterKeyToCopy(databaseOwnerUrl, settings);
    log.log(`${file} is written. ${besides}`.trimEnd());
  };
  const schedule = new BackupSchedule({ directory: backupDirectory(settings), everyHours, keep, keysDays, take });
  schedule.start();
  atEnd(() => schedule.stop());
}
