import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { closedTries, countTries, forgetTries, giveBackTries, nextTurn, putBackTurn, takeTurn } from './tries.sql.js';
import {
  FIRST_WAIT_SECONDS,
  LONGEST_WAIT_SECONDS,
  type TryCounter,
  TryCounters,
  type TryPace,
} from './try-counters.js';

/** Thrown to roll back the counts when one of the counters is closed. */
class Closed extends Error {}

/** The rows belong to the tenant `platform`, since the counts span tenants. */
const scope = { tenantId: PLATFORM_TENANT_ID };

/** Counts in rows of PostgreSQL, where Redis is not configured. */
@Injectable()
export class PostgresTryCounters extends TryCounters {
  constructor(private readonly database: Database) {
    super();
  }

  override async closedFor(counters: readonly TryCounter[]): Promise<number> {
    const [row] = await this.database.read(scope, closedTries, keysOf(counters));
    return row?.seconds ?? 0;
  }

  override async count(counters: readonly TryCounter[]): Promise<number> {
    try {
      await this.countAll(counters);
      return 0;
    } catch (error) {
      if (!(error instanceof Closed)) throw error;
      return Math.max(1, await this.closedFor(counters));
    }
  }

  override async giveBack(counters: readonly TryCounter[]): Promise<void> {
    await this.database.transaction(scope, (tx) => tx.run(giveBackTries, keysOf(counters)));
  }

  override async forget(counters: readonly TryCounter[]): Promise<void> {
    await this.database.transaction(scope, (tx) => tx.run(forgetTries, keysOf(counters)));
  }

  override async take({ key, everySeconds, saved: longest }: TryPace, most: number): Promise<number> {
    const saved = (most - 1) * everySeconds;
    const taken = await this.database.transaction(scope, (tx) =>
      tx.run(takeTurn, PLATFORM_TENANT_ID, key, everySeconds, saved, longest * everySeconds),
    );
    if (taken.length > 0) return 0;
    const [row] = await this.database.read(scope, nextTurn, key, saved);
    return Math.max(1, row?.seconds ?? 1);
  }

  override async putBack({ key, everySeconds }: TryPace): Promise<void> {
    await this.database.transaction(scope, (tx) => tx.run(putBackTurn, key, everySeconds));
  }

  private countAll(counters: readonly TryCounter[]): Promise<void> {
    const free = counters.map(({ limit }) => limit.free);
    const windows = counters.map(({ limit }) => limit.windowSeconds);
    const waits = [FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS] as const;
    return this.database.transaction(scope, async (tx) => {
      const counted = await tx.run(countTries, PLATFORM_TENANT_ID, keysOf(counters), free, windows, ...waits);
      if (counted.length < counters.length) throw new Closed();
    });
  }
}

const keysOf = (counters: readonly TryCounter[]) => counters.map(({ key }) => key);
