import { Database } from '#platform/database';
import { Degradation } from '#platform/degradation';
import { HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { Storage } from '#platform/storage';
import { campusProblems } from '../campus.errors.js';
import { CsvReader } from './csv-reader.js';
import { type Refusal, type RosterField, RosterLines, type RosterStudent, rosterFields } from './roster-line.js';
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
import { MOST_LINES } from './roster-text.js';
import { newRosters } from './rosters.degradation.js';
import { endCheck, lockRoster, type RosterRow } from './rosters.sql.js';

export interface OfRoster extends JobPayload {
  readonly id: string;
}

export const checkRoster = defineOperation<OfRoster>('campus.check-roster', { of: 'tenant', atOnce: 1, mayWait: true });

/** Lines that are written at once. */
const AT_ONCE = 1000;

interface Batch {
  readonly lines: { readonly line: number; readonly student: RosterStudent }[];
  readonly refused: { readonly line: number; readonly number: string; readonly refusal: Refusal }[];
}

/** Reads the lines of a roster, and counts what applying them would do. It begins anew after a crash. */
@HandlesJob(checkRoster)
export class ChecksRoster implements JobHandler<OfRoster> {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly degradation: Degradation,
    private readonly csv: CsvReader,
  ) {}

  waits(): boolean {
    return this.degradation.cuts(newRosters);
  }

  /** @throws Problem `roster_not_found` (404), `roster_malformed`, `too_many_lines` (422) */
  async run({ tenantId, id }: OfRoster, context: JobContext): Promise<object> {
    const roster = await this.begin(tenantId, id);
    // The worker that checked it was killed before it could say so, and it may be applied at this moment.
    if (roster.state !== 'received' || !roster.digest) return roster.counts ?? {};
    const blob = (await this.storage.find(tenantId, [roster.digest])).get(roster.digest);
    if (!blob) throw campusProblems.roster_not_found({ id });
    const reader = await this.reader(tenantId, roster);
    const bytes = await this.storage.read(tenantId, blob);
    let batch: Batch = { lines: [], refused: [] };
    let read = 0;
    for await (const { line, fields } of this.csv.recordsOf(bytes, roster)) {
      read += 1;
      // The header.
      if (read === 1) continue;
      if (read > MOST_LINES + 1) throw campusProblems.too_many_lines({ most: MOST_LINES });
      const found = reader.read(fields);
      if ('reason' in found) batch.refused.push({ line, number: reader.numberOf(fields), refusal: found });
      else batch.lines.push({ line, student: found });
      if (batch.lines.length + batch.refused.length < AT_ONCE) continue;
      context.signal.throwIfAborted();
      await this.write(tenantId, id, batch);
      // How many there will be is not known.
      await context.progress(0.9 * (1 - 1 / (1 + read / 20_000)));
      batch = { lines: [], refused: [] };
    }
    await this.write(tenantId, id, batch);
    return this.database.transaction({ tenantId }, async (tx) => {
      const [{ version } = roster] = await tx.run(lockRoster, id);
      await tx.run(joinByHash);
      await tx.run(refuseTakenAddresses, id);
      await tx.run(refuseArchived, id, roster.yearId);
      const [counts] = await tx.run(countChanges, id, roster.yearId);
      const { added = 0, changed = 0, unchanged = 0, refused = 0 } = counts ?? {};
      if (version !== roster.version || added + changed + unchanged + refused !== read - 1)
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

  private async write(tenantId: string, id: string, { lines, refused }: Batch): Promise<void> {
    const rows = lines.map(({ line, student: { nameKey, programme, ...student } }) => ({
      ...student,
      line,
      name_key: nameKey,
      university_id: programme.universityId,
      ufr_id: programme.ufrId,
      programme_id: programme.id,
    }));
    await this.database.transaction({ tenantId }, async (tx) => {
      if (rows.length > 0) await tx.run(insertLines, tenantId, id, JSON.stringify(rows));
      const column = <T>(of: (each: Batch['refused'][number]) => T) => refused.map(of);
      if (refused.length > 0)
        await tx.run(
          insertRefusals,
          tenantId,
          id,
          column(({ line }) => line),
          column(({ number }) => number || null),
          column(({ refusal }) => refusal.field),
          column(({ refusal }) => refusal.reason),
        );
    });
  }
}
