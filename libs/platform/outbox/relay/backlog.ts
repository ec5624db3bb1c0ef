import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { gauge } from '#platform/telemetry';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import type { OutboxKind } from '../outbox.js';
import { readBacklog } from '../outbox.sql.js';

const kinds: readonly OutboxKind[] = ['event', 'job', 'invalidation'];

/** The number and age of the pending rows of the outbox, as last read. */
@Injectable()
export class Backlog {
  private readonly waiting = new Map(
    kinds.map((kind) => [kind as string, { pending: 0, oldest: null as Date | null }]),
  );

  constructor(private readonly database: Database) {
    gauge('palier_outbox_pending', 'Rows of the outbox that are not forwarded yet, 10,000 a shard at most', () =>
      this.read(({ pending }) => pending),
    );
    gauge('palier_outbox_oldest_seconds', 'Age of the oldest row of the outbox that is not forwarded yet', () =>
      this.read(({ oldest }) => (oldest ? Math.max(0, (Date.now() - oldest.getTime()) / 1000) : 0)),
    );
  }

  /** Reads the numbers again. */
  async refresh(): Promise<void> {
    const rows = await this.database.read({ tenantId: PLATFORM_TENANT_ID }, readBacklog);
    for (const { kind, pending, oldest } of rows) this.waiting.set(kind, { pending, oldest });
  }

  private read(value: (waiting: { pending: number; oldest: Date | null }) => number) {
    return [...this.waiting].map(([kind, waiting]) => ({ labels: { kind }, value: value(waiting) }));
  }
}
