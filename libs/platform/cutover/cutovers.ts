import { Injectable, Logger } from '@nestjs/common';
import { Database, Notifications } from '#platform/database';
import { cutoverUnderWay } from './cutover.sql.js';

/** The channel on which a move says that its state changed. */
export const CUTOVERS_CHANNEL = 'moves';

/** Tells the parts of a process that work by themselves when the deployment begins to move, and when it stays. */
@Injectable()
export class Cutovers {
  private readonly log = new Logger('Moves');

  constructor(
    private readonly database: Database,
    private readonly notifications: Notifications,
  ) {}

  /**
   * Calls `rest` when new work must wait, and `resume` when it may go on; each only after the other.
   *
   * @returns what ends that
   */
  subscribe(rest: () => void, resume: () => void): () => void {
    let resting = false;
    const look = async () => {
      const now = await this.looked(resting);
      if (now === resting) return;
      resting = now;
      (now ? rest : resume)();
    };
    // One after the other: of two looks the later one must have the last word.
    let looking = Promise.resolve();
    return this.notifications.subscribe(CUTOVERS_CHANNEL, () => {
      looking = looking.then(look);
    });
  }

  /** @param before what holds where nobody can be asked: a moving deployment stays at rest */
  private async looked(before: boolean): Promise<boolean> {
    try {
      const [cutover] = await this.database.unscopedRead('platform.moves', cutoverUnderWay);
      return cutover !== undefined && cutover.state !== 'copying';
    } catch (error) {
      this.log.warn(`Whether the deployment moves could not be read. ${error}`);
      return before;
    }
  }
}
