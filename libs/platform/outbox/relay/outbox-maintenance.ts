import { Injectable, Logger } from '@nestjs/common';
import { Database } from '#platform/database';
import { RepeatedWork } from '#platform/resilience';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { maintainPartitions } from '../outbox.sql.js';

const PARTITIONS_EVERY_MS = 3_600_000;

/** Creates the partitions of the coming days for the outbox, and drops those that are old and have no pending row. */
@Injectable()
export class OutboxMaintenance extends RepeatedWork {
  constructor(database: Database) {
    const log = new Logger('Outbox');
    super(
      PARTITIONS_EVERY_MS,
      // Each failure is told: a lock may be the first reason, and a full disk the next.
      () =>
        database
          .transaction({ tenantId: PLATFORM_TENANT_ID }, async (tx) => void (await tx.run(maintainPartitions)))
          .catch((error) =>
            log.warn(`The upkeep of the outbox failed; it is tried again at its next interval. ${error}`),
          ),
      () => undefined,
    );
  }

  /** The start does not wait for it. */
  override async onModuleInit(): Promise<void> {
    void this.begin();
  }
}
