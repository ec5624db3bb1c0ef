import { setTimeout as pause } from 'node:timers/promises';
import { OutsideData } from '#platform/data-lifecycle';
import { Database } from '#platform/database';
import { HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { tenantsProblems } from '../tenants.errors.js';
import { PurgeSteps } from './purge-steps.js';
import { purgeOfTenant } from './purges.sql.js';

export const purgeTenant = defineOperation<JobPayload>('tenants.purge-tenant', { of: 'tenant', resumes: true });

/** How long a purge pauses after each batch, as a multiple of the time of the batch: it slows others down less. */
const PAUSE = 1;

/** How often one job finds rows left where none could be deleted, before it fails. */
const looks = 3;

/**
 * Purges a tenant: what is outside PostgreSQL, then the rows of every table, in batches, last its files. When the job fails,
 * the purge continues with the next run of `tenants.find-due-purges`.
 *
 * @throws Problem `purge_incomplete` (409), `storage_unavailable` (503)
 */
@HandlesJob(purgeTenant)
export class PurgeTenant implements JobHandler {
  constructor(
    private readonly steps: PurgeSteps,
    private readonly database: Database,
    private readonly outside: OutsideData,
  ) {}

  async run({ tenantId }: JobPayload, context: JobContext): Promise<object> {
    await this.outside.purgeTenant(tenantId);
    for (let left = 0, batches = 1; ; batches += 1) {
      context.signal.throwIfAborted();
      const startedAt = performance.now();
      const step = await this.steps.advance(tenantId);
      if (step.kind === 'ended') break;
      if (step.kind === 'left') left += 1;
      if (step.kind === 'left' && left === looks) {
        throw tenantsProblems.purge_incomplete({ tables: step.tables.join(', ') });
      }
      // How many batches there are is not known beforehand: each takes a tenth of what is left.
      await context.progress(1 - 0.9 ** batches);
      await pause(PAUSE * (performance.now() - startedAt), undefined, { signal: context.signal });
    }
    const [purge] = await this.database.read({ tenantId }, purgeOfTenant);
    return { purgeId: purge?.id, slug: purge?.slug, counts: purge?.counts };
  }
}
