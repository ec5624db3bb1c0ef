import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload, Jobs } from '#platform/jobs';
import { queueDue } from './sources.sql.js';
import { addSync } from './sync-tenant.job.js';

/** Sources that one statement queues. */
const AT_ONCE = 2000;
/** Statements of a run: what is due beyond them waits for the next one. */
const MOST_TIMES = 50;

const scheduleSync = defineJob('feeds.schedule-sync', { everyMs: 30_000 });

/** Adds a job for each tenant for which feeds are due. What it costs grows with what is due, and not with what exists. */
@HandlesJob(scheduleSync)
export class SchedulesSync implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  async run({ tenantId: platform }: JobPayload, { signal }: JobContext): Promise<object> {
    let [tenants, sources] = [0, 0];
    for (let times = 0; times < MOST_TIMES && !signal.aborted; times += 1) {
      const queued = await this.database.transaction({ tenantId: platform }, (tx) => tx.run(queueDue, AT_ONCE));
      for (const { tenantId } of queued) {
        await this.database.transaction({ tenantId }, (tx) => addSync(tx, this.jobs, tenantId));
      }
      tenants += queued.length;
      sources += queued.reduce((sum, each) => sum + each.sources, 0);
      if (queued.length === 0) break;
    }
    return { tenants, sources };
  }
}
