import { Injectable, Logger } from '@nestjs/common';
import { Database } from '#platform/database';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { maintainPartitions } from '../outbox.sql.js';

const PARTITIONS_EVERY_MS = 3_600_000;

/** The periodic work of a worker for the outbox: maintains the partitions of its table. */
@Injectable()
export class OutboxMaintenance {
  private readonly log = new Logger('Outbox');
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<unknown> = Promise.resolve();

  constructor(private readonly database: Database) {}

  start(): void {
    const now = () => {
      this.current = this.maintain().catch((error: unknown) => {
        this.log.warn(`The upkeep of the outbox failed; it is tried again at its next interval. ${error}`);
      });
    };
    now();
    this.timer = setInterval(now, PARTITIONS_EVERY_MS).unref();
  }

  /** Creates the partitions of the coming days and drops those that are old and have no pending row. */
  async maintain(): Promise<void> {
    await this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, (tx) => tx.run(maintainPartitions));
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.current;
  }
}
