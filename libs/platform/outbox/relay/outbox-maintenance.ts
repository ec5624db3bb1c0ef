import { Injectable, Logger } from '@nestjs/common';
import { Database } from '#platform/database';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { maintainPartitions } from '../outbox.sql.js';
import { Backlog } from './backlog.js';

const BACKLOG_EVERY_MS = 5000;
const PARTITIONS_EVERY_MS = 3_600_000;

/** The periodic work of a worker for the outbox: reads the backlog, and maintains the partitions. */
@Injectable()
export class OutboxMaintenance {
  private readonly log = new Logger('Outbox');
  private timers: NodeJS.Timeout[] = [];
  private current: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly backlog: Backlog,
  ) {}

  start(): void {
    this.every(BACKLOG_EVERY_MS, () => this.backlog.refresh());
    this.every(PARTITIONS_EVERY_MS, () => this.maintain());
  }

  /** Creates the partitions of the coming days and drops those that are old and have no pending row. */
  async maintain(): Promise<void> {
    await this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, (tx) => tx.run(maintainPartitions));
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.current;
  }

  /** One task at a time: with a slow database they must not pile up on its connections. */
  private every(ms: number, work: () => Promise<void>): void {
    let waits = false;
    const now = () => {
      if (waits) return;
      waits = true;
      this.current = this.current.then(work).catch((error: unknown) => {
        this.log.warn(`The upkeep of the outbox failed; it is tried again at its next interval. ${error}`);
      });
      this.current = this.current.finally(() => {
        waits = false;
      });
    };
    now();
    this.timers.push(setInterval(now, ms).unref());
  }
}
