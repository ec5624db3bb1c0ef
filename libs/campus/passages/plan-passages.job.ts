import { Database } from '#platform/database';
import { HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { AT_ONCE, FIRST_READER, readersOf } from '../notifications/readers.sql.js';
import { newRosters } from '../rosters/rosters.degradation.js';
import { AskerScopes } from '../scopes/asker-scopes.js';
import { planLines } from './passage-lines.sql.js';
import { endWork, lockPlan } from './passage-plans.sql.js';
import { assertAskerMayWork } from './work-through-plan.job.js';

type From = typeof FIRST_READER;

export const planPassages = defineOperation<JobPayload>('campus.plan-passages', {
  of: 'tenant',
  atOnce: 1,
  ofEach: true,
  mayWait: newRosters,
  resumes: true,
});

/**
 * Makes the lines of a plan, one for each active enrolment at its place, a thousand a commit. Run again, it goes on with those who
 * have none.
 */
@HandlesJob(planPassages)
export class PlansPassages implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly scopes: AskerScopes,
  ) {}

  /** @throws Problem as `assertAskerMayWork` */
  async run({ tenantId }: JobPayload, { id, signal, progress }: JobContext): Promise<object> {
    await assertAskerMayWork(this.database, this.scopes, { tenantId, id }, id);
    let planned = 0;
    for (let after: From | undefined = FIRST_READER; after; ) {
      signal.throwIfAborted();
      const made = await this.batch(tenantId, id, after);
      after = made.length === AT_ONCE ? made.at(-1) : undefined;
      planned += made.length;
      // How many there will be is not known.
      await progress(0.95 * (1 - 1 / (1 + planned / 20_000)));
    }
    return { url: `/v1/campus/passage-plans/${id}` };
  }

  /** @returns the enrolments whose lines it made; fewer than a thousand where they are the last */
  private batch(tenantId: string, id: string, after: From): Promise<From[]> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const [plan] = await tx.run(lockPlan, id);
      // Its worker was killed before it could say that it had ended.
      if (plan?.state !== 'planning') return [];
      const { statement, placeId } = readersOf(plan);
      const enrolments = await tx.run(statement, plan.fromYearId, placeId, null, after.createdAt, after.id);
      const ids = enrolments.map((enrolment) => enrolment.id);
      await tx.run(planLines, id, plan.toYearId, ids);
      if (ids.length < AT_ONCE) await tx.run(endWork, id, 'planned');
      return enrolments;
    });
  }
}
