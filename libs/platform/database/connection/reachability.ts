import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { databaseProblems } from '../database.errors.js';
import { NoTurn } from './connections.js';
import { failureCode, isConnectionLost, isDatabaseUnavailable } from './failures.js';

/** Milliseconds without any answer after which a connection of its own tries the server. */
const SILENT_MS = 2000;
/** Milliseconds between two tries while the server does not answer. */
const AGAIN_MS = 1000;
/** The server answers, and has no free connection. */
const TOO_MANY_CONNECTIONS = '53300';

/**
 * Whether the database answers. A server that is frozen, or away behind a pooler, keeps the connections of the pool open,
 * and each statement would wait for its own timeout: once a try on a new connection fails too, calls are refused at once.
 */
export class Reachability {
  private readonly log = new Logger('Database');
  private pending = 0;
  private answers = 0;
  private watching = false;
  private away = false;
  private back = () => {};

  /** @param reach tries the server on a new connection, and rejects when it does not answer in time */
  constructor(private readonly reach: () => Promise<void>) {}

  /** @param back called each time the database answers again */
  whenBack(back: () => void): void {
    this.back = back;
  }

  /** @throws Problem `database_unavailable` (503) while the database is known not to answer */
  begin(): void {
    if (this.away) throw databaseProblems.database_unavailable({}, { headers: { 'Retry-After': '1' } });
    this.pending += 1;
    if (!this.watching) this.watch();
  }

  /** Called once for each `begin`. @param failure undefined after an answer @returns whether the database answered */
  end(failure: unknown): boolean {
    this.pending -= 1;
    // Who had no turn has asked the database for nothing.
    const answered = !(failure instanceof NoTurn) && !isConnectionLost(failure);
    if (answered) this.answers += 1;
    return answered;
  }

  /** Looks every two seconds, while calls are under way, whether any of them got an answer. */
  private watch(): void {
    this.watching = true;
    const before = this.answers;
    setTimeout(() => {
      this.watching = false;
      if (this.pending === 0) return;
      if (this.answers === before) void this.find();
      else this.watch();
    }, SILENT_MS).unref();
  }

  private async find(): Promise<void> {
    while (!(await this.isReached())) {
      if (!this.away) this.log.warn('The database does not answer: calls are refused at once until it does.');
      this.away = true;
      await pause(AGAIN_MS, undefined, { ref: false });
    }
    if (!this.away) return;
    this.log.log('The database answers again.');
    this.away = false;
    this.back();
  }

  private isReached(): Promise<boolean> {
    return this.reach().then(
      () => true,
      (error: unknown) => !isDatabaseUnavailable(error) || failureCode(error.options.cause) === TOO_MANY_CONNECTIONS,
    );
  }
}
