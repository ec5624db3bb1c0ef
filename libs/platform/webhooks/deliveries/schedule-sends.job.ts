import { Logger } from '@nestjs/common';
import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { Turns } from './turns.js';
import { dueTenants } from './turns.sql.js';

/** Tenants of a run: the others have theirs in the next one. */
const MOST = 2000;

const scheduleSends = defineJob('webhooks.plan-jobs', { everyMs: 5000 });

/** Adds a job for each tenant that has messages to try again, or whose job was lost. */
@HandlesJob(scheduleSends)
export class SchedulesSends implements JobHandler {
  private readonly log = new Logger('Webhooks');

  constructor(
    private readonly database: Database,
    private readonly turns: Turns,
  ) {}

  async run({ tenantId: platform }: JobPayload, { signal }: JobContext): Promise<object> {
    const due = await this.database.read({ tenantId: platform }, dueTenants, MOST);
    for (const { tenantId } of due) {
      if (signal.aborted) break;
      await this.turns.plan(tenantId).catch((error: unknown) => this.warn(tenantId, error));
    }
    return { tenants: due.length };
  }

  /** Others do not wait for a tenant that fails. */
  private warn(tenantId: string, error: unknown): void {
    this.log.warn(
      `No job was added that sends the messages of the tenant ${tenantId}; the next run tries again: ${error}`,
    );
  }
}
