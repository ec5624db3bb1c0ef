import { Injectable, Logger } from '@nestjs/common';
import { Database, Notifications } from '#platform/database';
import { cutoverUnderWay } from './cutover.sql.js';

/** The channel that is notified when a cutover changes its state. */
export const CUTOVERS_CHANNEL = 'cutovers';

/** Pauses and resumes the background work of a process during a cutover. */
@Injectable()
export class Cutovers {
  private readonly log = new Logger('Cutovers');

  constructor(
    private readonly database: Database,
    private readonly notifications: Notifications,
  ) {}

  /**
   * Calls `pause` when new work must wait, and `resume` when it may start again; the two alternate.
   *
   * @returns a function that unsubscribes; neither is called afterwards
   */
  subscribe(pause: () => void, resume: () => void): () => void {
    let paused = false;
    let ended = false;
    const check = async () => {
      const now = await this.isPaused(paused);
      if (ended || now === paused) return;
      paused = now;
      (now ? pause : resume)();
    };
    // One after the other: the result of the later check must win.
    let checking = Promise.resolve();
    const unsubscribe = this.notifications.subscribe(CUTOVERS_CHANNEL, () => {
      checking = checking.then(check);
    });
    return () => {
      ended = true;
      unsubscribe();
    };
  }

  /** @param before the answer while the database cannot be read: a paused process stays paused */
  private async isPaused(before: boolean): Promise<boolean> {
    try {
      const [cutover] = await this.database.unscopedRead('platform.cutovers', cutoverUnderWay);
      return cutover !== undefined && cutover.state !== 'copying';
    } catch (error) {
      this.log.warn(`The state of the cutover could not be read; it is assumed unchanged. ${error}`);
      return before;
    }
  }
}
