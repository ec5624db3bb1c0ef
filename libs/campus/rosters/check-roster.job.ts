import { Database } from '#platform/database';
import { HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { campusProblems } from '../campus.errors.js';
import { CsvReader } from './csv-reader.js';
import { type RosterField, RosterLines, type RosterStudent, rosterFields } from './roster-line.js';
import {
  clearLines,
  clearRefusals,
  countChanges,
  insertLines,
  insertRefusals,
  joinByHash,
  knownProgrammes,
  refuseArchived,
  refuseTakenAddresses,
} from './roster-lines.sql.js';
import type { RosterRecord } from './roster-text.js';
import { newRosters } from './rosters.degradation.js';
import { endCheck, lockRoster, type RosterRow } from './rosters.sql.js';

export interface OfRoster extends JobPayload {
  readonly id: string;
}

export const checkRoster = defineOperation<OfRoster>('campus.check-roster', {
  of: 'tenant',
  atOnce: 1,
  mayWait: newRosters,
});

/** Reads the lines of a roster, and counts what applying them would do. It begins anew after a crash. */
@HandlesJob(checkRoster)
export class ChecksRoster implements JobHandler<OfRoster> {
  constructor(
    private readonly database: Database,
    private readonly csv: CsvReader,
  ) {}

  /** @throws Problem `roster_not_found` (404), `roster_malformed`, `too_many_lines` (422) */
  async run({ tenantId, id }: OfRoster, context: JobContext): Promise<object> {
    const roster = await this.begin(tenantId, id);
    // The worker that checked it was killed before it could say so, and it may be applied at this moment.
    if (roster.state !== 'received' || !roster.digest) return roster.counts ?? {};
    const reader = await this.reader(tenantId, roster);
    let read = 0;
    for await (const records of this.csv.linesOf({ tenantId, id, digest: roster.digest }, roster)) {
      context.signal.throwIfAborted();
      await this.write(tenantId, id, reader, records);
      read += records.length;
      // How many there will be is not known.
      await context.progress(0.9 * (1 - 1 / (1 + read / 20_000)));
    }
    return this.database.transaction({ tenantId }, async (tx) => {
      const [{ version } = roster] = await tx.run(lockRoster, id);
      await tx.run(joinByHash);
      await tx.run(refuseTakenAddresses, id);
      await tx.run(refuseArchived, id, roster.yearId);
      const [counts] = await tx.run(countChanges, id, roster.yearId);
      const { added = 0, changed = 0, unchanged = 0, refused = 0 } = counts ?? {};
      if (version !== roster.version || added + changed + unchanged + refused !== read)
        throw new Error('Another run of the check wrote beside this one.');
      await tx.run(endCheck, id, JSON.stringify(counts));
      return counts as object;
    });
  }

  /** Forgets what a former run found, unless the check has ended. */
  private begin(tenantId: string, id: string): Promise<RosterRow> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const [roster] = await tx.run(lockRoster, id);
      if (!roster) throw campusProblems.roster_not_found({ id });
      if (roster.state === 'received') {
        await tx.run(clearLines, id);
        await tx.run(clearRefusals, id);
      }
      return roster;
    });
  }

  private async reader(tenantId: string, { columns, mapping }: RosterRow): Promise<RosterLines> {
    const programmes = await this.database.read({ tenantId }, knownProgrammes);
    const places: Partial<Record<RosterField, number>> = {};
    for (const field of rosterFields) {
      const name = mapping?.[field];
      if (name !== undefined) places[field] = columns.indexOf(name);
    }
    return new RosterLines(programmes, columns.length, places);
  }

  private async write(
    tenantId: string,
    id: string,
    reader: RosterLines,
    records: readonly RosterRecord[],
  ): Promise<void> {
    const [rows, refused]: [object[], object[]] = [[], []];
    for (const { line, fields } of records) {
      const found = reader.read(fields);
      if ('reason' in found) refused.push({ line, number: reader.numberOf(fields), ...found });
      else rows.push({ line, ...rowOf(found) });
    }
    await this.database.transaction({ tenantId }, async (tx) => {
      if (rows.length > 0) await tx.run(insertLines, tenantId, id, JSON.stringify(rows));
      if (refused.length > 0) await tx.run(insertRefusals, tenantId, id, JSON.stringify(refused));
    });
  }
}

const rowOf = ({ nameKey, programme, ...student }: RosterStudent) => ({
  ...student,
  name_key: nameKey,
  university_id: programme.universityId,
  ufr_id: programme.ufrId,
  programme_id: programme.id,
});
