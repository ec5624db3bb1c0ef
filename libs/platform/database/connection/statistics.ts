import type { Pool } from 'pg';
import { type Durations, histogram } from '#platform/telemetry';

/** Milliseconds after a refused write in which the disk counts as full. */
const FULL_FOR_MS = 30_000;

const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Numbers about the database connections of this process, for metrics and tests. */
export class DatabaseStatistics {
  /** Statements sent since the start, without BEGIN, COMMIT and ROLLBACK. */
  statements = 0;
  /** Transactions run again after a serialization failure or a deadlock. */
  retries = 0;
  /** Of single reading statements, from the wait for a connection to the rows. Those within a transaction are part of its time. */
  readonly reads: Durations;
  /** Of transactions, from the wait for a connection to the commit or rollback. */
  readonly transactions: Durations;

  private fullAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly pool: Pool) {
    const help = 'Time of database accesses, with the wait for a connection';
    const accesses = histogram('palier_database_access_seconds', help, 'access', bounds);
    this.reads = accesses.of('read');
    this.transactions = accesses.of('transaction');
  }

  /** Whether PostgreSQL refused something in the last 30 seconds because its disk is full. */
  get storageFull(): boolean {
    return performance.now() - this.fullAt < FULL_FOR_MS;
  }

  /** Called when PostgreSQL refused something because its disk is full. */
  noteStorageFull(): void {
    this.fullAt = performance.now();
  }

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
