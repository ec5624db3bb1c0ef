import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DegradationChanges, type DegradationDay } from '#platform/degradation';

/** Milliseconds between two readings, however many ask. */
const EVERY_MS = 60_000;
/** The same after one that failed. */
const RETRY_MS = 5000;

/** The degradation of the last 90 days as it was last read. Whoever asks does not wait for the database. */
@Injectable()
export class StatusDays implements OnApplicationBootstrap {
  private days: readonly DegradationDay[] | undefined;
  private dueAt = 0;

  constructor(private readonly changes: DegradationChanges) {}

  onApplicationBootstrap(): void {
    this.lastRead();
  }

  /** Undefined where they could not be read since the start. */
  lastRead(now = performance.now()): readonly DegradationDay[] | undefined {
    if (now >= this.dueAt) {
      this.dueAt = now + EVERY_MS;
      void this.read(now);
    }
    return this.days;
  }

  private async read(now: number): Promise<void> {
    try {
      this.days = await this.changes.days();
    } catch {
      this.dueAt = now + RETRY_MS;
    }
  }
}
