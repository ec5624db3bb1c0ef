import { Database } from '#platform/database';
import { Degradation } from '#platform/degradation';
import { Events } from '#platform/events';
import { HandlesJob, type JobContext, type JobHandler } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import type { PassagesApplied } from '../events/index.js';
import { newRosters } from '../rosters/rosters.degradation.js';
import { AskerScopes } from '../scopes/asker-scopes.js';
import { applyLines, keepDestinations } from './passage-lines.sql.js';
import { type OfPlan, workThrough } from './passage-work.js';

export const applyPassages = defineOperation<OfPlan>('campus.apply-passages', {
  of: 'tenant',
  mayWait: true,
  resumes: true,
});

/** Enrols the students of a plan in the next year. */
@HandlesJob(applyPassages)
export class AppliesPassages implements JobHandler<OfPlan> {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
    private readonly degradation: Degradation,
    private readonly scopes: AskerScopes,
  ) {}

  waits(): boolean {
    return this.degradation.cuts(newRosters);
  }

  /** @throws Problem as `workThrough` */
  run(payload: OfPlan, context: JobContext): Promise<object> {
    return workThrough(this.database, this.scopes, payload, context, {
      state: 'applying',
      ended: 'applied',
      async batch(tx, { id, fromYearId }, after, upTo) {
        await tx.run(keepDestinations, id, after, upTo);
        await tx.run(applyLines, id, after, upTo, fromYearId);
      },
      end: async (tx, { id, fromYearId, toYearId }) => {
        const data = { planId: id, fromYearId, toYearId };
        await this.events.publish<PassagesApplied>(tx, id, { type: 'campus.passages.applied', version: 1, data });
      },
    });
  }
}
