import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload, Jobs } from '#platform/jobs';
import { PurgeSteps } from './purge-steps.js';
import { purgeTenant } from './purge-tenant.js';
import { dueTenants, purgingTenants, takeUpPurge } from './purges.sql.js';

/** Tenants of one look. */
const most = 100;
/** Minutes after which a purge that nobody looked after is taken up again. */
const idleMinutes = 15;

export const findDuePurges = defineJob('tenants.find-due-purges', { everyMs: 5 * 60_000 });

/** Begins the purges whose time has come, and takes up those whose job failed or was lost. */
@HandlesJob(findDuePurges)
export class FindDuePurges implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly steps: PurgeSteps,
    private readonly jobs: Jobs,
  ) {}

  async run({ tenantId: deployment }: JobPayload, { signal }: JobContext): Promise<object> {
    const going = await this.database.read({ tenantId: deployment }, purgingTenants, most);
    const due = await this.database.read({ tenantId: deployment }, dueTenants, most);
    for (const { id: tenantId } of due) {
      if (signal.aborted) break;
      await this.steps.begin(tenantId, (tx) => this.jobs.add(tx, purgeTenant, { tenantId }));
    }
    for (const { id: tenantId } of going) {
      if (signal.aborted) break;
      await this.takeUp(tenantId);
    }
    return { begun: due.length, goingOn: going.length };
  }

  private takeUp(tenantId: string): Promise<void> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const [idle] = await tx.run(takeUpPurge, idleMinutes);
      if (idle) await this.jobs.add(tx, purgeTenant, { tenantId });
    });
  }
}
