import { randomUUID } from 'node:crypto';
import type { Database, Statement } from '#platform/database';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import type { OutboxKind } from '../outbox.js';
import type { OutboxRow } from '../outbox-forwarder.js';
import type { BatchOutcome } from './batch-outcome.js';
import { keepLanes, takeRows, writeBatchOutcome } from './relay.sql.js';

/** Seconds after which the lanes of a relay that died are another's. */
const HELD_SECONDS = 6;
/** Half of a kind's lanes, so that a second relay has its share. */
const LANES = 8;
const ROWS_A_LANE = 64;

/**
 * The lanes that a relay holds of one kind: from `take` to `settle` nobody else forwards their rows.
 * They are held by a note with an end, not by a session or an open transaction, which a pooler in
 * transaction mode would lose and which would keep PostgreSQL from cleaning up.
 */
export class RelayedLanes {
  private readonly relay = randomUUID();

  constructor(
    private readonly kind: OutboxKind,
    private readonly database: Database,
  ) {}

  /** At most 512 rows, in order of subject and writing; none when there is nothing to do. */
  take(): Promise<OutboxRow[]> {
    return this.run(takeRows, this.kind, this.relay, HELD_SECONDS, LANES, ROWS_A_LANE);
  }

  /** Runs `work` and holds the lanes as long as it takes. */
  async whileHeld<T>(work: () => Promise<T>): Promise<T> {
    // A note that could not be written costs at most that a row is forwarded twice.
    const keep = () => void this.run(keepLanes, this.kind, this.relay, HELD_SECONDS).catch(() => {});
    const timer = setInterval(keep, (HELD_SECONDS * 1000) / 3);
    try {
      return await work();
    } finally {
      clearInterval(timer);
    }
  }

  /** Writes down what was done, and gives the lanes back. */
  async finish({ done, waits }: BatchOutcome): Promise<void> {
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
