import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { endLateWaits, findLateRows } from './waits.sql.js';

const endLateWaitsJob = defineJob('data-lifecycle.end-late-waits', { everyMs: 60_000 });

/**
 * Each minute, has rows go on that wait for longer than their tables declare: a clock that was ahead left them, and they would stand
 * still until the true clock came by.
 */
@HandlesJob(endLateWaitsJob)
export class EndLateWaits implements JobHandler {
  constructor(private readonly database: Database) {}

  async run({ tenantId: platform }: JobPayload, { signal }: JobContext): Promise<Record<string, number>> {
    const ended: Record<string, number> = {};
    for (const { name, waiting, tenantId } of await this.database.read({ tenantId: platform }, findLateRows)) {
      if (signal.aborted) break;
      const [row] = await this.database.transaction({ tenantId: tenantId ?? platform }, (tx) =>
        tx.run(endLateWaits, name, waiting),
      );
      ended[name] = (ended[name] ?? 0) + (row?.ended ?? 0);
    }
    return ended;
  }
}
