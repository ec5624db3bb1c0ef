import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '#platform/database';
import { sampledGauge } from '#platform/telemetry';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { type PendingRows, readBacklog } from './outbox.sql.js';

/** The pending rows of the outbox. Every process reports them: without a worker, no other process could. */
@Injectable()
export class Backlog implements OnModuleInit {
  private reading: Promise<readonly PendingRows[]> | undefined;

  constructor(private readonly database: Database) {}

  onModuleInit(): void {
    sampledGauge(
      'palier_outbox_pending',
      'Rows of the outbox that are not forwarded yet, 10,000 a shard at most',
      'kind',
      () => this.each(({ pending }) => pending),
    );
    sampledGauge(
      'palier_outbox_oldest_seconds',
      'Age of the oldest row of the outbox that is not forwarded yet',
      'kind',
      () => this.each(({ oldest }) => (oldest ? Math.max(0, (Date.now() - oldest.getTime()) / 1000) : 0)),
    );
  }

  /** Reads the pending rows of each kind; callers at the same time share one reading. */
  read(): Promise<readonly PendingRows[]> {
    this.reading ??= this.database.read({ tenantId: PLATFORM_TENANT_ID }, readBacklog).finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  private async each(value: (rows: PendingRows) => number): Promise<ReadonlyMap<string, number>> {
    const rows = await this.read();
    return new Map(rows.map((of) => [of.kind, value(of)]));
  }
}
