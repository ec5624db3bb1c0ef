import { randomUUID } from 'node:crypto';
import type { Database, Statement } from '#platform/database';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { claimRows, renewShards, writeBatchOutcome } from '../outbox.sql.js';
import type { OutboxKind } from '../outbox-entry.js';
import type { OutboxRow } from '../outbox-forwarder.js';
import type { BatchOutcome } from './batch-outcome.js';

/** Seconds after which another relay may claim the shards of a relay that died. */
const HELD_SECONDS = 6;
/** Half of the shards of a kind, so that a second relay gets a share. */
const SHARDS = 8;
const ROWS_A_SHARD = 64;

/**
 * The shards that a relay holds of one kind: from `claim` to `complete` no other relay forwards their rows.
 * They are held by a lease in a table, not by a session or an open transaction: a pooler in transaction mode
 * would lose a session lock, and an open transaction would keep VACUUM from cleaning up.
 */
export class RelayedShards {
  private readonly relay = randomUUID();

  constructor(
    private readonly kind: OutboxKind,
    private readonly database: Database,
  ) {}

  /** Claims at most 512 rows, ordered by subject and time of writing; none when none is pending. */
  claim(): Promise<OutboxRow[]> {
    return this.run(claimRows, this.kind, this.relay, HELD_SECONDS, SHARDS, ROWS_A_SHARD);
  }

  /** Runs `work` and renews the lease until it has ended. */
  async whileHeld<T>(work: () => Promise<T>): Promise<T> {
    // When the lease cannot be renewed, a row may be forwarded twice.
    const renew = () => void this.run(renewShards, this.kind, this.relay, HELD_SECONDS).catch(() => {});
    const timer = setInterval(renew, (HELD_SECONDS * 1000) / 3);
    try {
      return await work();
    } finally {
      clearInterval(timer);
    }
  }

  /** Writes the outcome of the batch, and releases the shards. */
  async complete({ done, waits }: BatchOutcome): Promise<void> {
    const [tenantIds, ids] = [done.map(({ tenantId }) => tenantId), done.map(({ id }) => id)];
    await this.run(writeBatchOutcome, this.kind, this.relay, tenantIds, ids, JSON.stringify(waits));
  }

  private run<Row extends object, Values extends readonly unknown[]>(
    statement: Statement<Row, Values>,
    ...values: Values
  ): Promise<Row[]> {
    return this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, (tx) => tx.run(statement, ...values));
  }
}
