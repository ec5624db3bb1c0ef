import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload, Jobs } from '#platform/jobs';
import { PurgeSteps } from './purge-steps.js';
import { purgeTenant } from './purge-tenant.job.js';
import { claimIdlePurge, dueTenants, purgingTenants } from './purges.sql.js';

/** Tenants of one run, at most. */
const most = 100;
/** Minutes without progress after which a purge is continued. */
const idleMinutes = 15;

export const findDuePurges = defineJob('tenants.find-due-purges', { everyMs: 5 * 60_000 });

/** Begins the purges whose grace period is over, and continues those whose job failed or was lost. */
@HandlesJob(findDuePurges)
export class FindDuePurges implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly steps: PurgeSteps,
    private readonly jobs: Jobs,
  ) {}

  async run({ tenantId: platformId }: JobPayload, { signal }: JobContext): Promise<object> {
    const going = await this.database.read({ tenantId: platformId }, purgingTenants, most);
    const due = await this.database.read({ tenantId: platformId }, dueTenants, most);
    for (const { id: tenantId } of due) {
      if (signal.aborted) break;
      await this.steps.begin(tenantId, (tx) => this.jobs.add(tx, purgeTenant, { tenantId }));
    }
    for (const { id: tenantId } of going) {
      if (signal.aborted) break;
      await this.continueIfIdle(tenantId);
    }
    return { begun: due.length, goingOn: going.length };
  }

  private continueIfIdle(tenantId: string): Promise<void> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const [idle] = await tx.run(claimIdlePurge, idleMinutes);
      if (idle) await this.jobs.add(tx, purgeTenant, { tenantId });
    });
  }
}
