import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { Turns } from './turns.js';
import { dueTenants } from './turns.sql.js';

/** Tenants of a run: the others have theirs in the next one. */
const MOST = 2000;

const planJobs = defineJob('webhooks.plan-jobs', { everyMs: 5000 });

/** Adds a job for each tenant that has messages to try again, or whose job was lost. */
@HandlesJob(planJobs)
export class PlansJobs implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly turns: Turns,
  ) {}

  async run({ tenantId: platform }: JobPayload, { signal }: JobContext): Promise<object> {
    const due = await this.database.read({ tenantId: platform }, dueTenants, MOST);
    for (const { tenantId } of due) {
      if (signal.aborted) break;
      await this.database.transaction({ tenantId }, (tx) => this.turns.take(tx, tenantId));
    }
    return { tenants: due.length };
  }
}
