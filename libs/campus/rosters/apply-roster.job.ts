import { Database, isUniqueViolation } from '#platform/database';
import { Events } from '#platform/events';
import { HandlesJob, type JobContext, type JobHandler } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { Storage } from '#platform/storage';
import { beginWriting, followAddresses } from '../accounts/link-accounts.js';
import { campusProblems } from '../campus.errors.js';
import type { RosterApplied } from '../events/index.js';
import { keepYear } from '../years/keep-year.js';
import type { OfRoster } from './check-roster.job.js';
import {
  type ChangedProgramme,
  clearLines,
  countMissing,
  endMissing,
  keepProgrammesOfLines,
  nextLine,
  takeEnrolments,
  takeStudents,
} from './roster-lines.sql.js';
import { newRosters } from './rosters.degradation.js';
import { endApply, lockRoster, noteApplied, type RosterRow, rosterById } from './rosters.sql.js';

export interface AsChecked extends OfRoster {
  /** Of the roster, when it was asked for: a check that ended since may have found other changes. */
  readonly version: number;
}

export const applyRoster = defineOperation<AsChecked>('campus.apply-roster', {
  of: 'tenant',
  atOnce: 1,
  mayWait: newRosters,
  resumes: true,
});

/** Lines of a commit. */
const AT_ONCE = 1000;

/**
 * Applies a roster that was checked, in batches with a commit each. How far it has come is written in the same commit, so it goes
 * on there after a crash; and a line that is applied again has no effect. At the end file and lines are deleted, since they name
 * students.
 */
@HandlesJob(applyRoster)
export class AppliesRoster implements JobHandler<AsChecked> {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly events: Events,
  ) {}

  /**
   * @throws Problem `roster_not_found`, `not_in_structure` (404), `roster_not_checked`, `roster_outdated`, `year_is_closed`,
   *   `address_taken`, `is_archived` (409), `level_not_offered` (422)
   */
  async run(asked: AsChecked, { signal, progress }: JobContext): Promise<object> {
    const { tenantId, id } = asked;
    // The worker that applied it may have been killed before it could say so.
    const [known] = await this.database.read({ tenantId }, rosterById, id);
    if (known?.state === 'applied' && known.counts) return told(known.counts);
    await this.refuseOutdated(tenantId, checked(known, asked));
    for (;;) {
      signal.throwIfAborted();
      const { line, counts } = await this.batch(asked);
      if (line === undefined) break;
      await progress(
        0.95 * Math.min(1, line / (counts.added + counts.changed + counts.unchanged + counts.refused + 1)),
      );
    }
    for (let after: string | null = ''; after !== null; ) {
      signal.throwIfAborted();
      after = await this.endSome(asked, after);
    }
    return this.database.transaction({ tenantId }, async (tx) => {
      const { counts, yearId, digest } = checked((await tx.run(lockRoster, id))[0], asked);
      await tx.run(clearLines, id);
      await tx.run(endApply, id);
      if (digest) await this.storage.release(tx, [digest]);
      const data = { id, yearId };
      await this.events.publish<RosterApplied>(tx, id, { type: 'campus.roster.applied', version: 1, data });
      return told(counts);
    });
  }

  /**
   * Whoever was enrolled after the check, by hand or by another roster, is on no line, and the request agreed to end nobody else
   * than the check counted.
   *
   * @throws Problem `roster_outdated` (409)
   */
  private async refuseOutdated(tenantId: string, roster: CheckedRoster): Promise<void> {
    if (!roster.endMissing) return;
    const counted = roster.counts.missing;
    const [{ missing } = { missing: 0 }] = await this.database.read(
      { tenantId },
      countMissing,
      roster.id,
      roster.yearId,
    );
    if (missing > counted) throw campusProblems.roster_outdated({ counted, missing });
  }

  /** @returns the last number that was ended; null where none is left, or the missing stay */
  private endSome(asked: AsChecked, after: string): Promise<string | null> {
    const { tenantId, id } = asked;
    return this.database.transaction({ tenantId }, async (tx) => {
      const roster = checked((await tx.run(lockRoster, id))[0], asked);
      if (!roster.endMissing) return null;
      await keepYear(tx, roster.yearId);
      const [done] = await tx.run(endMissing, id, roster.yearId, AT_ONCE, after);
      return done?.ended === AT_ONCE ? done.last : null;
    });
  }

  private async batch(asked: AsChecked) {
    const { tenantId, id } = asked;
    try {
      return await this.database.transaction({ tenantId }, async (tx) => {
        await beginWriting(tx, tenantId);
        const { appliedLine, yearId, counts } = checked((await tx.run(lockRoster, id))[0], asked);
        await keepYear(tx, yearId);
        const [last] = await tx.run(nextLine, id, appliedLine, AT_ONCE);
        if (!last) return { line: undefined, counts };
        refuseChanged((await tx.run(keepProgrammesOfLines, id, appliedLine, last.line, yearId))[0]);
        await followAddresses(tx, 'students', await tx.run(takeStudents, id, appliedLine, last.line));
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

type CheckedRoster = RosterRow & { readonly counts: NonNullable<RosterRow['counts']> };

const told = ({ enrolled: _, ...counts }: NonNullable<RosterRow['counts']>): object => counts;

/** @throws Problem `roster_not_found` (404), `roster_not_checked` (409) where a new check began meanwhile */
function checked(roster: RosterRow | undefined, { id, version }: AsChecked): CheckedRoster {
  if (!roster) throw campusProblems.roster_not_found({ id });
  const { counts } = roster;
  if (roster.state !== 'checked' || roster.version !== version || !counts) throw campusProblems.roster_not_checked();
  return { ...roster, counts };
}

/** @throws Problem `not_in_structure` (404), `is_archived` (409), `level_not_offered` (422) */
function refuseChanged(programme: ChangedProgramme | undefined): void {
  if (!programme) return;
  const { id, level, levels } = programme;
  if (!levels) throw campusProblems.not_in_structure({ id });
  throw levels.includes(level)
    ? campusProblems.is_archived({ id })
    : campusProblems.level_not_offered({ level, levels: levels.join(', ') });
}
