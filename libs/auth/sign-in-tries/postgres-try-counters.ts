import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { closedTries, countTries, forgetTries, giveBackTries } from './tries.sql.js';
import { FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS, type TryCounter, TryCounters } from './try-counters.js';

/** Undoes what was counted beside a counter that is closed. */
class Closed extends Error {}

/** In rows, where there is no Redis. */
@Injectable()
export class PostgresTryCounters extends TryCounters {
  constructor(private readonly database: Database) {
    super();
  }

  override async closedFor(tenantId: string, counters: readonly TryCounter[]): Promise<number> {
    const [row] = await this.database.read({ tenantId }, closedTries, keysOf(counters));
    return row?.seconds ?? 0;
  }

  override async count(tenantId: string, counters: readonly TryCounter[]): Promise<number> {
    try {
      await this.countAll(tenantId, counters);
      return 0;
    } catch (error) {
      if (!(error instanceof Closed)) throw error;
      return Math.max(1, await this.closedFor(tenantId, counters));
    }
  }

  override async giveBack(tenantId: string, counters: readonly TryCounter[]): Promise<void> {
    await this.database.transaction({ tenantId }, (tx) => tx.run(giveBackTries, keysOf(counters)));
  }

  override async forget(tenantId: string, counters: readonly TryCounter[]): Promise<void> {
    await this.database.transaction({ tenantId }, (tx) => tx.run(forgetTries, keysOf(counters)));
  }

  private countAll(tenantId: string, counters: readonly TryCounter[]): Promise<void> {
    const free = counters.map(({ limit }) => limit.free);
    const windows = counters.map(({ limit }) => limit.windowSeconds);
    const waits = [FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS] as const;
    return this.database.transaction({ tenantId }, async (tx) => {
      const counted = await tx.run(countTries, tenantId, keysOf(counters), free, windows, ...waits);
      if (counted.length < counters.length) throw new Closed();
    });
  }
}

const keysOf = (counters: readonly TryCounter[]) => counters.map(({ key }) => key);
