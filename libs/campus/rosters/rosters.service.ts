import { Injectable } from '@nestjs/common';
import type { Caller } from '#platform/access';
import { Audit } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import type { UploadedBody } from '#platform/http';
import { newId } from '#platform/ids';
import { type ListAnswer, type ListQuery, readList, rowsOfTenant } from '#platform/lists';
import { type Operation, Operations } from '#platform/operations';
import { Storage } from '#platform/storage';
import { ADMINISTER } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import { keepYear } from '../years/keep-year.js';
import { applyRoster } from './apply-roster.job.js';
import { checkRoster } from './check-roster.job.js';
import { CsvUploads } from './csv-uploads.js';
import type { CheckRosterDto, RosterDto, RosterRefusalDto } from './rosters.dto.js';
import {
  beginCheck,
  deleteOlderRosters,
  deleteRoster,
  insertRoster,
  lockRoster,
  type RosterRow,
  refusalList,
  rosterById,
} from './rosters.sql.js';

/** Rosters that a tenant has at most: a new one takes the place of the oldest. */
const KEPT = 10;
/** The share of the enrolments that may change or end without the request saying how many. */
const MOST_CHANGES = 1 / 5;

/** Receives rosters, and begins to check and to apply them. */
@Injectable()
export class RostersService {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly uploads: CsvUploads,
    private readonly operations: Operations,
    private readonly audit: Audit,
  ) {}

  /**
   * @throws Problem `not_in_structure` (404), `year_is_closed` (409), `roster_not_csv`, `roster_malformed`, `too_many_columns`
   *   (422), those of uploads
   */
  receive(caller: Caller, yearId: string, body: UploadedBody): Promise<RosterDto> {
    const { tenantId } = caller;
    return this.uploads.receive(caller, body, async (tx, digest, { encoding, separator, columns }) => {
      await keepYear(tx, yearId);
      const [row] = await tx.run(insertRoster, tenantId, newId(), yearId, digest, encoding, separator, columns);
      const older = await tx.run(deleteOlderRosters, KEPT);
      await this.storage.release(
        tx,
        older.flatMap((roster) => roster.digest ?? []),
      );
      return shown(row as RosterRow);
    });
  }

  /** @throws Problem `roster_not_found` (404) */
  async one(tenantId: string, id: string): Promise<RosterDto> {
    const [row] = await this.database.read({ tenantId }, rosterById, id);
    if (!row) throw campusProblems.roster_not_found({ id });
    return shown(row);
  }

  /** @throws Problem `roster_not_found` (404), `roster_applied` (409), `unknown_column` (422) */
  check(tenantId: string, id: string, { columns, endMissing = false }: CheckRosterDto): Promise<Operation> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const roster = await this.locked(tx, id);
      if (roster.state === 'applied') throw campusProblems.roster_applied();
      const named = Object.values(columns).filter((name) => name !== undefined);
      const unknown = named.find((name) => !roster.columns.includes(name));
      if (unknown)
        throw campusProblems.unknown_column({ name: unknown, columns: roster.columns.join(', ').slice(0, 500) });
      const operation = await this.operations.start(tx, checkRoster, { tenantId, id }, ADMINISTER);
      await tx.run(beginCheck, id, JSON.stringify(columns), endMissing);
      return operation;
    });
  }

  /**
   * @param changes how many the caller expects to change or end
   * @throws Problem `roster_not_found` (404), `roster_not_checked`, `roster_applied`, `too_many_changes` (409)
   */
  apply(tenantId: string, id: string, changes?: number): Promise<Operation> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const roster = await this.locked(tx, id);
      if (roster.state === 'applied') throw campusProblems.roster_applied();
      if (roster.state !== 'checked' || !roster.counts) throw campusProblems.roster_not_checked();
      const { changed, missing, enrolled } = roster.counts;
      const expected = changed + (roster.endMissing ? missing : 0);
      if (expected > enrolled * MOST_CHANGES && changes !== expected)
        throw campusProblems.too_many_changes({ changes: expected, enrolled });
      const operation = await this.operations.start(
        tx,
        applyRoster,
        { tenantId, id, version: roster.version },
        ADMINISTER,
      );
      const details = { yearId: roster.yearId, changes: expected };
      await this.audit.record(tx, { action: 'campus.roster.apply', targetKind: 'roster', targetId: id, details });
      return operation;
    });
  }

  /** @throws Problem `roster_not_found` (404), `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async refusals(tenantId: string, id: string, query: ListQuery): Promise<ListAnswer<RosterRefusalDto>> {
    const answer = await readList(rowsOfTenant(this.database, tenantId), refusalList, { ...query, roster: id });
    if (answer.data.length === 0) await this.one(tenantId, id);
    return answer;
  }

  /** @throws Problem `roster_not_found` (404) */
  delete(tenantId: string, id: string): Promise<void> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const [gone] = await tx.run(deleteRoster, id);
      if (!gone) throw campusProblems.roster_not_found({ id });
      if (gone.digest) await this.storage.release(tx, [gone.digest]);
    });
  }

  private async locked(tx: Transaction, id: string): Promise<RosterRow> {
    const [row] = await tx.run(lockRoster, id);
    if (!row) throw campusProblems.roster_not_found({ id });
    return row;
  }
}

function shown({ digest: _, appliedLine: _line, counts, ...roster }: RosterRow): RosterDto {
  if (!counts) return { ...roster, counts };
  const { enrolled: _enrolled, ...told } = counts;
  return { ...roster, counts: told };
}
