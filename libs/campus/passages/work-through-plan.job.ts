import { Database, type Transaction } from '#platform/database';
import { Events } from '#platform/events';
import { NIL_ID } from '#platform/ids';
import { HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { campusProblems } from '../campus.errors.js';
import type { PassagesApplied } from '../events/index.js';
import { joinByHash } from '../rosters/roster-lines.sql.js';
import { newRosters } from '../rosters/rosters.degradation.js';
import { AskerScopes } from '../scopes/asker-scopes.js';
import { isWithin } from '../scopes/scope.js';
import { countsOf } from './passage-counts.js';
import { applyLines, countLines, keepDestinations, nextStudents, undoLines } from './passage-lines.sql.js';
import { endWork, lockPlan, noteDone, type PlanRow, planById } from './passage-plans.sql.js';

export interface OfPlan extends JobPayload {
  readonly id: string;
}

const options = { of: 'tenant', mayWait: newRosters, resumes: true } as const;
export const applyPassages = defineOperation<OfPlan>('campus.apply-passages', options);
export const undoPassages = defineOperation<OfPlan>('campus.undo-passages', options);

/**
 * Enrols the students of a plan in the next year, or takes back the enrolments that it made, where nobody changed them since: five
 * hundred lines a commit, which also holds how far it came. Run again, it goes on there.
 */
@HandlesJob(applyPassages)
@HandlesJob(undoPassages)
export class WorksThroughPlans implements JobHandler<OfPlan> {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
    private readonly scopes: AskerScopes,
  ) {}

  /** The next year cannot open while a plan is at work: `passages_at_work`. @throws Problem as `assertAskerMayWork` */
  async run({ tenantId, id }: OfPlan, { id: operationId, signal, progress }: JobContext): Promise<object> {
    await assertAskerMayWork(this.database, this.scopes, { tenantId, id }, operationId);
    const count = async () => countsOf(await this.database.read({ tenantId }, countLines, id));
    const { lines } = await count();
    for (let more = true; more; ) {
      signal.throwIfAborted();
      const done = await this.database.transaction({ tenantId }, async (tx) => {
        const [plan] = await tx.run(lockPlan, id);
        // Otherwise its worker was killed before it could say that it had ended.
        const goesOn = plan?.operationId === operationId && (plan.state === 'applying' || plan.state === 'undoing');
        return goesOn ? this.batch(tx, plan) : undefined;
      });
      more = done !== undefined;
      await progress(0.95 * Math.min(1, (done ?? lines) / (lines + 1)));
    }
    const { applied, undone, problems } = await count();
    return { url: `/v1/campus/passage-plans/${id}`, applied, undone, problems };
  }

  /** @returns how many lines are done; undefined once all are */
  private async batch(tx: Transaction, plan: PlanRow): Promise<number | undefined> {
    const { id, fromYearId, toYearId, doneId } = plan;
    const applies = plan.state === 'applying';
    const after = doneId ?? NIL_ID;
    const next = await tx.run(nextStudents, id, after);
    const last = next.at(-1)?.studentId;
    if (last === undefined) {
      await tx.run(endWork, id, applies ? 'applied' : 'undone');
      const data = { planId: id, fromYearId, toYearId };
      if (applies)
        await this.events.publish<PassagesApplied>(tx, id, { type: 'campus.passages.applied', version: 1, data });
      return undefined;
    }
    await tx.run(joinByHash);
    if (applies) {
      await tx.run(keepDestinations, id, after, last);
      await tx.run(applyLines, id, after, last, fromYearId);
    } else await tx.run(undoLines, id, after, last);
    await tx.run(noteDone, id, last, next.length);
    return plan.done + next.length;
  }
}

/** @throws Problem those of `AskerScopes.of`, `passage_plan_not_found` (404) where the asker has lost the place of the plan */
export async function assertAskerMayWork(
  database: Database,
  scopes: AskerScopes,
  { tenantId, id }: OfPlan,
  operationId: string,
): Promise<void> {
  const [plan] = await database.read({ tenantId }, planById, id);
  if (!plan || !isWithin(await scopes.of(tenantId, operationId), plan))
    throw campusProblems.passage_plan_not_found({ id });
}
