import { Injectable } from '@nestjs/common';
import type { Caller } from '#platform/access';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { type FileAnswer, storedFile } from '#platform/http';
import type { Operation } from '#platform/operations';
import { Exports, Storage } from '#platform/storage';
import { campusProblems } from '../campus.errors.js';
import { writablePlaces } from '../scopes/scope.js';
import { ScopedOperations } from '../scopes/scoped-operations.js';
import { Scopes } from '../scopes/scopes.js';
import { scopeValues } from '../scopes/within-scope.js';
import { keepAnyYear } from '../years/keep-year.js';
import { exportRoster } from './export-roster.job.js';
import type { AskRosterExportDto } from './roster-exports.dto.js';
import { type Chosen, rosterExports } from './roster-exports.sql.js';

/** Exports enrolments as rosters. */
@Injectable()
export class RosterExportsService {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly operations: ScopedOperations,
    private readonly audit: Audit,
    private readonly exports: Exports,
    private readonly storage: Storage,
  ) {}

  /** @throws Problem `no_campus_scope`, `students_read_only` (403), `not_in_structure` (404), `operations_at_work` (429) */
  async begin(caller: Caller, { year: yearId, university, ufr, programme }: AskRosterExportDto): Promise<Operation> {
    const scope = await this.scopes.toWrite(caller);
    const { tenantId } = caller;
    const chosen: Chosen = [university ?? null, ufr ?? null, programme ?? null];
    const asked = { tenantId, yearId, chosen };
    return this.database.transaction({ tenantId }, async (tx) => {
      await keepAnyYear(tx, yearId);
      const operation = await this.operations.start(tx, exportRoster, asked, writablePlaces(scope));
      const action = 'campus.export.requested';
      await this.audit.record(tx, { action, targetKind: 'operation', targetId: operation.id, details: { yearId } });
      return operation;
    });
  }

  /**
   * The file, to admins and to whoever has the scope that it is within.
   *
   * @throws Problem `no_campus_scope` (403), `roster_not_found` (404), those of the storage
   */
  async read(caller: Caller, id: string): Promise<FileAnswer> {
    const scope = await this.scopes.of(caller);
    const { tenantId } = caller;
    const made = await this.exports.find(rosterExports, tenantId, id);
    const missing = () => campusProblems.roster_not_found({ id });
    const isTheirs = scope.kind === 'tenant' || made?.detail === JSON.stringify(scopeValues(scope));
    if (!made || !isTheirs) throw missing();
    const shown = {
      contentType: 'text/csv; charset=utf-8',
      fileName: `roster-${id}.csv`,
      cacheControl: 'private, no-store',
    };
    return storedFile(this.storage, { tenantId, ...made }, shown, missing);
  }
}
