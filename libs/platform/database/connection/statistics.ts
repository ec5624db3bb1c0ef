import type { Pool } from 'pg';

/** What the metrics and the tests read of the database connections of this process. */
export class DatabaseStatistics {
  /** Statements sent since the start; BEGIN, COMMIT and ROLLBACK are not counted. */
  statements = 0;
  /** Transactions run again after a serialization failure or a deadlock. */
  retries = 0;

  constructor(private readonly pool: Pool) {}

  /** Open connections, idle ones included. */
  get total(): number {
    return this.pool.totalCount;
  }

  get idle(): number {
    return this.pool.idleCount;
  }

  /** Callers that wait for a connection. */
  get waiting(): number {
    return this.pool.waitingCount;
  }
}
