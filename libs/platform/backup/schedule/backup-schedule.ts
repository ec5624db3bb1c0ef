import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { gauge } from '#platform/telemetry';
import { backupName, listBackups, rotateBackups } from './backup-files.js';

export interface BackupScheduleOptions {
  /** Made when it is missing, for its owner alone. */
  readonly directory: string;
  readonly everyHours: number;
  /** How many backups stay, the oldest going first. */
  readonly keep: number;
  /** Writes a backup into a file; cut off by the signal. */
  readonly take: (file: string, signal: AbortSignal) => Promise<unknown>;
}

const LOOK_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * Takes backups at intervals, one at a time. It looks each minute whether one is due, by the time
 * in the name of the latest: a process that starts often neither takes more nor forgets one.
 */
export class BackupSchedule {
  private readonly log = new Logger('Backup');
  private readonly cut = new AbortController();
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;
  private latest = Number.NEGATIVE_INFINITY;
  private notBefore = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: BackupScheduleOptions) {}

  /** Begins to look, a minute from now, and shows the age of the latest backup among the metrics. */
  start(): void {
    void this.readLatest();
    gauge('palier_backup_age_seconds', 'Time since the latest backup, in seconds', () => {
      return (Date.now() - this.latest) / 1000;
    });
    this.timer = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  /** Takes a backup when one is due. What goes wrong is logged, and tried again an hour later. */
  look(now = Date.now()): Promise<void> {
    this.running ??= this.takeIfDue(now).finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** Cuts off one that is under way. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.cut.abort();
    await this.running;
  }

  private async takeIfDue(now: number): Promise<void> {
    const { directory, everyHours, keep, take } = this.options;
    try {
      // An operator may have taken one, or copied one away.
      await this.readLatest();
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

  private async readLatest(): Promise<void> {
    const [latest] = await listBackups(this.options.directory).catch((error: unknown) => {
      this.log.error('The directory of the backups cannot be read.', error);
      return [];
    });
    this.latest = latest?.takenAt.getTime() ?? Number.NEGATIVE_INFINITY;
  }
}
