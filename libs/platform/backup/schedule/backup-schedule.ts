import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { watchBackupAge } from './backup-age.js';
import { backupName, latestBackup, removeOldKeys, rotateBackups } from './backup-files.js';

export interface BackupScheduleOptions {
  /** Created with mode 700 when it is missing. */
  readonly directory: string;
  readonly everyHours: number;
  /** How many backups are retained; the oldest are removed. */
  readonly keep: number;
  /** For how many days keys files are kept; the latest always is. */
  readonly keysDays: number;
  /** Writes a backup into a file; the signal aborts it. */
  readonly take: (file: string, signal: AbortSignal) => Promise<unknown>;
}

const CHECK_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * Takes backups at intervals, one at a time. Every minute it checks whether one is due, by the time in the
 * name of the latest file, so that restarts cause neither extra nor missing backups.
 */
export class BackupSchedule {
  private readonly log = new Logger('Backup');
  private readonly cut = new AbortController();
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;
  private latest = Number.NEGATIVE_INFINITY;
  private notBefore = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: BackupScheduleOptions) {}

  /** Starts the checks, the first in a minute, and the metric of the latest backup's age. */
  start(): void {
    watchBackupAge(this.options.directory);
    this.timer = setInterval(() => void this.check(), CHECK_MS).unref();
  }

  /** Takes a backup when one is due. A failure is logged, and tried again an hour later. */
  check(now = Date.now()): Promise<void> {
    this.running ??= this.takeIfDue(now).finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** Stops the checks and aborts a backup under way. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.cut.abort();
    await this.running;
  }

  private async takeIfDue(now: number): Promise<void> {
    const { directory, everyHours, keep, keysDays, take } = this.options;
    try {
      // An operator may have added or removed a file.
      this.latest = await latestBackup(directory, this.log);
      // Also while backups fail.
      await removeOldKeys(directory, keysDays, now);
      if (now < this.notBefore || now - this.latest < everyHours * HOUR_MS) return;
      this.notBefore = now + HOUR_MS;
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await take(join(directory, backupName(new Date(now))), this.cut.signal);
      this.latest = now;
      await rotateBackups(directory, keep);
    } catch (error) {
      if (!this.cut.signal.aborted) this.log.error('The scheduled backup failed.', error);
    }
  }
}
