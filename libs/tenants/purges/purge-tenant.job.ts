import { setTimeout as pause } from 'node:timers/promises';
import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { tenantsProblems } from '../tenants.errors.js';
import { type PurgeStep, PurgeSteps } from './purge-steps.js';
import { purgeOfTenant } from './purges.sql.js';

export const purgeTenant = defineJob<JobPayload>('tenants.purge-tenant');

/** Milliseconds between two reads of the contexts' answers. */
const pollEvery = 500;
/** Milliseconds that one job waits for answers. */
const longestWait = 10 * 60_000;
/** How often one job asks the contexts again because of rows that were left. */
const rounds = 3;

/**
 * Runs a purge to its end. When the job fails, the purge continues with the next run of
 * `tenants.find-due-purges`.
 *
 * @throws Problem `purge_stalled`, `purge_incomplete` (409)
 */
@HandlesJob(purgeTenant)
export class PurgeTenant implements JobHandler {
  constructor(
    private readonly steps: PurgeSteps,
    private readonly database: Database,
  ) {}

  async run({ tenantId }: JobPayload, context: JobContext): Promise<object> {
    const until = performance.now() + longestWait;
    let asked = 0;
    for (;;) {
      const step = await this.steps.advance(tenantId);
      if (step.kind === 'ended') break;
      if (step.kind === 'again' && asked++ >= rounds)
        throw tenantsProblems.purge_incomplete({ tables: step.tables.join(', ') });
      if (step.kind === 'waiting' && performance.now() > until)
        throw tenantsProblems.purge_stalled({ contexts: step.waitingFor.join(', ') });
      await context.progress(shareOf(step));
      await pause(step.kind === 'emptying' ? 0 : pollEvery, undefined, { signal: context.signal });
    }
    const [purge] = await this.database.read({ tenantId }, purgeOfTenant);
    return { purgeId: purge?.id, slug: purge?.slug, counts: purge?.counts };
  }
}

function shareOf(step: PurgeStep): number {
  if (step.kind !== 'waiting') return 0.9;
  return (0.9 * step.answered) / (step.answered + step.waitingFor.length);
}
