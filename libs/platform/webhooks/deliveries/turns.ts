import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#platform/database';
import { defineJob, type JobPayload, Jobs } from '#platform/jobs';
import { endTurn, forgetTurn, planTurn, takeTurn } from './turns.sql.js';

/** Of several tenants; each job waits for receivers most of the time. */
export const sendMessages = defineJob<JobPayload>('webhooks.send', { concurrency: 20 });

/** Seconds until the next job where one found nothing to send. */
const PAUSE = 5;

/** Has one job at a time send the messages of a tenant. */
@Injectable()
export class Turns {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  /** Adds a job that sends what is due of a tenant, unless one waits or runs already: that one sends it, too. */
  async take(tx: Transaction, tenantId: string): Promise<void> {
    const taken = await tx.run(takeTurn, tenantId);
    if (taken.length > 0) await this.jobs.add(tx, sendMessages, { tenantId });
  }

  /** Adds a job where one is needed now; none is any more for a tenant without webhooks. */
  plan(tenantId: string): Promise<void> {
    return this.database.transaction({ tenantId }, async (tx) => {
      await tx.run(forgetTurn);
      await this.take(tx, tenantId);
    });
  }

  /**
   * Ends the job of a tenant; the next one follows where messages are due, after those of other tenants. It follows later
   * where this one could send nothing: what is due then waits for tries of a worker that stopped.
   */
  end(tenantId: string, { sent }: { readonly sent: number }): Promise<void> {
    return this.database.transaction({ tenantId }, async (tx) => {
      // First: whoever writes messages from now on adds a job.
      await tx.run(endTurn);
      const [next] = await tx.run(planTurn, sent > 0 ? 0 : PAUSE);
      if (next?.due) await this.take(tx, tenantId);
    });
  }
}
