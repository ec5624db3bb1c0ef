import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobHandler, type JobPayload } from '#platform/jobs';
import { markStocks } from './metering.sql.js';

export const markStocksJob = defineJob('tenants.mark-stocks', { everyMs: 6 * 3_600_000 });

/** Enters what tenants hold into each month, for stocks that nobody changes in it; and lets go of last week's flows. */
@HandlesJob(markStocksJob)
export class MarkStocks implements JobHandler {
  constructor(private readonly database: Database) {}

  async run({ tenantId }: JobPayload): Promise<undefined> {
    await this.database.transaction({ tenantId }, (tx) => tx.run(markStocks));
  }
}
