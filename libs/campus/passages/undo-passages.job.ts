import { Database } from '#platform/database';
import { Degradation } from '#platform/degradation';
import { HandlesJob, type JobContext, type JobHandler } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { newRosters } from '../rosters/rosters.degradation.js';
import { AskerScopes } from '../scopes/asker-scopes.js';
import { undoLines } from './passage-lines.sql.js';
import { type OfPlan, workThrough } from './passage-work.js';

export const undoPassages = defineOperation<OfPlan>('campus.undo-passages', {
  of: 'tenant',
  mayWait: true,
  resumes: true,
});

/** Takes back the enrolments that a plan made, where nobody changed them since. */
@HandlesJob(undoPassages)
export class UndoesPassages implements JobHandler<OfPlan> {
  constructor(
    private readonly database: Database,
    private readonly degradation: Degradation,
    private readonly scopes: AskerScopes,
  ) {}

  waits(): boolean {
    return this.degradation.cuts(newRosters);
  }

  /** @throws Problem as `workThrough` */
  run(payload: OfPlan, context: JobContext): Promise<object> {
    return workThrough(this.database, this.scopes, payload, context, {
      state: 'undoing',
      ended: 'undone',
      batch: async (tx, { id }, after, upTo) => void (await tx.run(undoLines, id, after, upTo)),
    });
  }
}
