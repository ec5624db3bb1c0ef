import type { Pool } from 'pg';
import type { TenantShares } from '#platform/resilience';
import { Durations } from '#platform/telemetry';
import { ConnectionWaits } from './connection-waits.js';
import type { Connections } from './connections.js';

/** Milliseconds after a refused write in which the disk counts as full. */
const FULL_FOR_MS = 30_000;

/** Numbers about the database connections of this process, for metrics and tests. */
export class DatabaseStatistics {
  /** Statements sent since the start, without BEGIN, COMMIT and ROLLBACK. */
  statements = 0;
  /** Transactions run again after a serialization failure or a deadlock. */
  retries = 0;
  /** Reads and transactions that the database answered, also with an error of its own. */
  answers = 0;
  /** Of single reading statements outside transactions, from the wait for a connection to the rows. */
  readonly reads = new Durations();
  /** Of transactions, from the wait for a connection to the commit or rollback. */
  readonly transactions = new Durations();

  readonly waits = new ConnectionWaits();

  private fullAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly pool: Pool,
    private readonly connections: Connections,
  ) {}

  /** Whether PostgreSQL refused something in the last 30 seconds because its disk is full. */
  get storageFull(): boolean {
    return performance.now() - this.fullAt < FULL_FOR_MS;
  }

  /** Called when PostgreSQL refused something because its disk is full. */
  noteStorageFull(): void {
    this.fullAt = performance.now();
  }

  /** What the tenants have of the connections. */
  get tenants(): TenantShares {
    return this.connections.tenants;
  }

  /** Connections that are opened at most. */
  get size(): number {
    return this.pool.options.max;
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
    return this.connections.waiting;
  }
}
