import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobHandler, type JobPayload } from '#platform/jobs';
import { meterCapacity } from './metering.sql.js';

export const meterCapacityJob = defineJob('tenants.meter-capacity', { everyMs: 6 * 3_600_000 });

/** Records the use of capacity quotas in each month, also where it does not change; and deletes old counts of daily rate quotas. */
@HandlesJob(meterCapacityJob)
export class MeterCapacity implements JobHandler {
  constructor(private readonly database: Database) {}

  async run({ tenantId }: JobPayload): Promise<undefined> {
    await this.database.transaction({ tenantId }, (tx) => tx.run(meterCapacity));
  }
}
