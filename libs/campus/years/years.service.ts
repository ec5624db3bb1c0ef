import { Injectable } from '@nestjs/common';
import type { AtVersion } from '#platform/http';
import { newId } from '#platform/ids';
import { Jobs } from '#platform/jobs';
import { inBody } from '#platform/problems';
import { sortKey } from '#platform/text-normalisation';
import { campusProblems } from '../campus.errors.js';
import { notifyReaders } from '../notifications/notify-readers.job.js';
import { lockAt, STRUCTURE_TAG, StructureWrites } from '../structure/structure-writes.js';
import type { NewYearDto, YearChangesDto, YearDto, YearState } from './years.dto.js';
import { changeYear, deleteYear, insertYear, lockYear, passagesAtWork } from './years.sql.js';

/** What a year may become. */
const next: Readonly<Record<YearState, readonly YearState[]>> = {
  preparing: ['preparing', 'open'],
  open: ['open', 'closed'],
  closed: ['closed', 'open'],
};
const tags = [STRUCTURE_TAG];

/** Keeps the academic years. */
@Injectable()
export class YearsService {
  constructor(
    private readonly writes: StructureWrites,
    private readonly jobs: Jobs,
  ) {}

  /** @throws Problem `name_taken` (409), `year_ends_too_early` (422) */
  create(tenantId: string, year: NewYearDto): Promise<YearDto> {
    const written = contentOf(year);
    return this.writes.write(tenantId, tags, async (tx) => {
      const [row] = await tx.run(insertYear, tenantId, newId(), ...written);
      return row as YearDto;
    });
  }

  /**
   * Students hear of their passages when a year opens for the first time.
   *
   * @throws Problem `not_in_structure` (404), `name_taken`, `another_year_is_open`, `year_cannot_become`, `passages_at_work` (409),
   *   `precondition_failed` (412), `year_ends_too_early` (422)
   */
  change(tenantId: string, at: AtVersion, changes: YearChangesDto): Promise<YearDto> {
    const written = contentOf(changes);
    return this.writes.write(tenantId, tags, async (tx) => {
      const { id, state } = await lockAt(tx, lockYear, at);
      if (!next[state].includes(changes.state))
        throw campusProblems.year_cannot_become({ from: state, to: changes.state });
      const opens = state === 'preparing' && changes.state === 'open';
      if (opens && (await tx.run(passagesAtWork, id))[0]?.atWork) throw campusProblems.passages_at_work({ id });
      const [row] = await tx.run(changeYear, id, changes.state, ...written);
      if (opens) await this.jobs.add(tx, notifyReaders, { tenantId, kind: 'passage-decided', aboutId: id });
      return row as YearDto;
    });
  }

  /**
   * @throws Problem `not_in_structure` (404), `in_use` (409), `precondition_failed` (412)
   */
  async delete(tenantId: string, at: AtVersion): Promise<void> {
    await this.writes.write(tenantId, tags, async (tx) => {
      await lockAt(tx, lockYear, at);
      await tx.run(deleteYear, at.id);
    });
  }
}

function contentOf({ name, startsOn, endsOn }: NewYearDto): [string, string, string, string] {
  if (endsOn <= startsOn) {
    const detail = { en: 'must be after startsOn', fr: 'doit venir après startsOn' };
    throw campusProblems.year_ends_too_early({}, inBody('too_early', '/endsOn', detail));
  }
  return [name, sortKey(name), startsOn, endsOn];
}
