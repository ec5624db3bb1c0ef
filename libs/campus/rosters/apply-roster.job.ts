import { Database, isUniqueViolation } from '#platform/database';
import { Degradation } from '#platform/degradation';
import { Events } from '#platform/events';
import { HandlesJob, type JobContext, type JobHandler } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { campusProblems } from '../campus.errors.js';
import type { RosterApplied } from '../events/index.js';
import { keepYear } from '../years/keep-year.js';
import type { OfRoster } from './check-roster.job.js';
import { newRosters } from './rosters.degradation.js';
import {
  type ChangedProgramme,
  endApply,
  endMissing,
  keepProgrammesOfLines,
  lockRoster,
  nextLine,
  noteApplied,
  type RosterRow,
  takeEnrolments,
  takeStudents,
} from './rosters.sql.js';

export const applyRoster = defineOperation<OfRoster>('campus.apply-roster', { of: 'tenant', atOnce: 1, mayWait: true });

/** Lines of a commit. */
const AT_ONCE = 1000;

/**
 * Applies a roster that was checked, in batches with a commit each. How far it has come is written in the same commit, so it goes
 * on there after a crash; and a line that is applied again has no effect.
 */
@HandlesJob(applyRoster)
export class AppliesRoster implements JobHandler<OfRoster> {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
    private readonly degradation: Degradation,
  ) {}

  waits(): boolean {
    return this.degradation.cuts(newRosters);
  }

  /**
   * @throws Problem `roster_not_found` (404), `roster_not_checked`, `year_is_closed`, `address_taken`, `is_archived` (409),
   *   `level_not_offered` (422)
   */
  async run({ tenantId, id }: OfRoster, { signal, progress }: JobContext): Promise<object> {
    for (;;) {
      signal.throwIfAborted();
      const { line, counts } = await this.batch(tenantId, id);
      if (line === undefined) break;
      await progress(
        0.95 * Math.min(1, line / (counts.added + counts.changed + counts.unchanged + counts.refused + 1)),
      );
    }
    for (let ended = AT_ONCE; ended === AT_ONCE; ) {
      signal.throwIfAborted();
      ended = await this.database.transaction({ tenantId }, async (tx) => {
        const roster = checked((await tx.run(lockRoster, id))[0], id);
        await keepYear(tx, roster.yearId);
        return roster.endMissing ? (await tx.run(endMissing, id, roster.yearId, AT_ONCE)).length : 0;
      });
    }
    return this.database.transaction({ tenantId }, async (tx) => {
      const { counts, yearId } = checked((await tx.run(lockRoster, id))[0], id);
      await tx.run(endApply, id);
      const data = { id, yearId };
      await this.events.publish<RosterApplied>(tx, id, { type: 'campus.roster.applied', version: 1, data });
      const { enrolled: _, ...told } = counts;
      return told;
    });
  }

  private async batch(tenantId: string, id: string) {
    try {
      return await this.database.transaction({ tenantId }, async (tx) => {
        const { appliedLine, yearId, counts } = checked((await tx.run(lockRoster, id))[0], id);
        await keepYear(tx, yearId);
        const [last] = await tx.run(nextLine, id, appliedLine, AT_ONCE);
        if (!last) return { line: undefined, counts };
        refuseChanged((await tx.run(keepProgrammesOfLines, id, appliedLine, last.line, yearId))[0]);
        await tx.run(takeStudents, id, appliedLine, last.line);
        await tx.run(takeEnrolments, id, appliedLine, last.line, yearId);
        await tx.run(noteApplied, id, last.line);
        return { line: last.line, counts };
      });
    } catch (error) {
      // A student has got the address since the check.
      throw isUniqueViolation(error, 'students_by_email') ? campusProblems.address_taken() : error;
    }
  }
}

/** @throws Problem `roster_not_found` (404), `roster_not_checked` (409) where a new check began meanwhile */
function checked(roster: RosterRow | undefined, id: string): RosterRow & { counts: NonNullable<RosterRow['counts']> } {
  if (!roster) throw campusProblems.roster_not_found({ id });
  const { counts } = roster;
  if (roster.state !== 'checked' || !counts) throw campusProblems.roster_not_checked();
  return { ...roster, counts };
}

/** @throws Problem `is_archived` (409), `level_not_offered` (422) */
function refuseChanged(programme: ChangedProgramme | undefined): void {
  if (!programme) return;
  const { id, level, levels } = programme;
  throw levels.includes(level)
    ? campusProblems.is_archived({ id })
    : campusProblems.level_not_offered({ level, levels: levels.join(', ') });
}
