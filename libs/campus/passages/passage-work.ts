import type { Database, Transaction } from '#platform/database';
import type { JobContext, JobPayload } from '#platform/jobs';
import { campusProblems } from '../campus.errors.js';
import { joinByHash } from '../rosters/roster-lines.sql.js';
import type { AskerScopes } from '../scopes/asker-scopes.js';
import { isWithin } from '../scopes/scope.js';
import { keptYear } from '../years/years.sql.js';
import { countsOf } from './passage-counts.js';
import { countLines, nextStudents } from './passage-lines.sql.js';
import type { PlanState } from './passage-plans.dto.js';
import { endWork, lockPlan, noteDone, type PlanRow, planById } from './passage-plans.sql.js';

export interface OfPlan extends JobPayload {
  readonly id: string;
}

/** What is done with the lines of a plan. */
export interface PassageWork {
  /** The state of the plan meanwhile, and afterwards. */
  readonly state: PlanState;
  readonly ended: PlanState;
  /** Lines after one student and up to another. */
  batch(tx: Transaction, plan: PlanRow, after: string, upTo: string): Promise<void>;
  /** In the transaction that ends it. */
  end?(tx: Transaction, plan: PlanRow): Promise<void>;
}

/**
 * Works through the lines of a plan, five hundred a commit, which also holds how far it came: run again, it goes on there. It ends
 * where the plan is in another state, for then its worker was killed before it could say that it had ended.
 *
 * @returns what an operation shows
 * @throws Problem those of `assertAskerMayWork`, `year_not_preparing` (409) once the next year is open
 */
export async function workThrough(
  database: Database,
  scopes: AskerScopes,
  { tenantId, id }: OfPlan,
  { id: operationId, signal, progress }: JobContext,
  work: PassageWork,
): Promise<object> {
  await assertAskerMayWork(database, scopes, { tenantId, id }, operationId);
  const count = async () => countsOf(await database.read({ tenantId }, countLines, id));
  const { lines } = await count();
  for (let more = true; more; ) {
    signal.throwIfAborted();
    const done = await database.transaction({ tenantId }, async (tx) => {
      const [plan] = await tx.run(lockPlan, id);
      if (plan?.state !== work.state) return undefined;
      await keepPreparedYear(tx, plan.toYearId);
      const after = plan.doneId ?? NO_ID;
      const next = await tx.run(nextStudents, id, after);
      const last = next.at(-1)?.studentId;
      if (last === undefined) {
        await tx.run(endWork, id, work.ended);
        await work.end?.(tx, plan);
        return undefined;
      }
      await tx.run(joinByHash);
      await work.batch(tx, plan, after, last);
      await tx.run(noteDone, id, last, next.length);
      return plan.done + next.length;
    });
    more = done !== undefined;
    await progress(0.95 * Math.min(1, (done ?? lines) / (lines + 1)));
  }
  const { applied, undone, problems } = await count();
  return { url: `/v1/campus/passage-plans/${id}`, applied, undone, problems };
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

/** Below all ids. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Keeps a year from opening until the transaction ends. @throws Problem `not_in_structure` (404), `year_not_preparing` (409) */
export async function keepPreparedYear(tx: Transaction, id: string): Promise<void> {
  const [year] = await tx.run(keptYear, id);
  if (!year) throw campusProblems.not_in_structure({ id });
  if (year.state !== 'preparing') throw campusProblems.year_not_preparing({ id });
}
