import type { Pool } from 'pg';

/** Numbers about the database connections of this process, for metrics and tests. */
export class DatabaseStatistics {
  /** Statements sent since the start, without BEGIN, COMMIT and ROLLBACK. */
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
