import { Injectable } from '@nestjs/common';
import type { Caller } from '#platform/access';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import type { UploadedBody } from '#platform/http';
import { type Operation, Operations } from '#platform/operations';
import { Storage } from '#platform/storage';
import { campusProblems } from '../campus.errors.js';
import { CsvUploads } from '../rosters/csv-uploads.js';
import { mayEnrolIn, writablePlaces } from '../scopes/scope.js';
import { ScopedOperations } from '../scopes/scoped-operations.js';
import { Scopes } from '../scopes/scopes.js';
import { enrolmentOf } from '../students/students.sql.js';
import { keepBegunYear } from '../years/keep-year.js';
import type { DecisionColumnsDto, PassageDecisionContentDto, PassageDecisionDto } from './passage-decisions.dto.js';
import { deleteFiles, fileIds, insertFile, putDecision } from './passage-decisions.sql.js';
import { takeDecisionsOfFile } from './take-decisions.job.js';

/** Decides who passes at the end of a year. */
@Injectable()
export class PassageDecisionsService {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly audit: Audit,
    private readonly uploads: CsvUploads,
    private readonly storage: Storage,
    private readonly operations: Operations,
    private readonly scoped: ScopedOperations,
  ) {}

  /**
   * @throws Problem `no_campus_scope`, `students_read_only` (403), `not_in_structure`, `enrolment_not_found` (404),
   *   `year_not_begun` (409)
   */
  async put(caller: Caller, studentId: string, content: PassageDecisionContentDto): Promise<PassageDecisionDto> {
    const scope = await this.scopes.toWrite(caller);
    const { tenantId } = caller;
    const { yearId, decision } = content;
    return this.database.transaction({ tenantId }, async (tx) => {
      await keepBegunYear(tx, yearId);
      const [enrolment] = await tx.run(enrolmentOf, studentId, yearId);
      if (!enrolment || !mayEnrolIn(scope, enrolment)) throw campusProblems.enrolment_not_found({ id: yearId });
      const [row] = await tx.run(putDecision, tenantId, yearId, studentId, decision);
      const line = { action: 'campus.passage.decided', targetKind: 'student', targetId: studentId };
      await this.audit.record(tx, { ...line, details: { yearId, decision } });
      return row as PassageDecisionDto;
    });
  }

  /**
   * Begins to take the decisions of a CSV.
   *
   * @throws Problem `no_campus_scope`, `students_read_only` (403), `not_in_structure` (404), `year_not_begun` (409),
   *   `roster_not_csv`, `roster_malformed`, `too_many_columns`, `unknown_column` (422), `operations_at_work` (429), those of uploads
   */
  async receive(caller: Caller, yearId: string, named: DecisionColumnsDto, body: UploadedBody): Promise<Operation> {
    const scope = await this.scopes.toWrite(caller);
    const { tenantId } = caller;
    const done = await this.takenFiles(tenantId);
    return this.uploads.receive(caller, body, async (tx, digest, { columns, ...form }) => {
      await keepBegunYear(tx, yearId);
      const places = {
        columns: columns.length,
        number: placeOf(columns, named.number ?? 'number'),
        decision: placeOf(columns, named.decision ?? 'decision'),
      };
      const asked = { tenantId, yearId, form, places };
      const operation = await this.scoped.start(tx, takeDecisionsOfFile, asked, writablePlaces(scope));
      const older = await tx.run(deleteFiles, done);
      await this.storage.release(
        tx,
        older.map((file) => file.digest),
      );
      await tx.run(insertFile, tenantId, operation.id, digest);
      const line = { action: 'campus.passages.decided', targetKind: 'operation', targetId: operation.id };
      await this.audit.record(tx, { ...line, details: { yearId } });
      return operation;
    });
  }

  /** The files whose operations have ended. */
  private async takenFiles(tenantId: string): Promise<string[]> {
    const taken: string[] = [];
    for (const { id } of await this.database.read({ tenantId }, fileIds))
      if (await this.operations.isOver(tenantId, id)) taken.push(id);
    return taken;
  }
}

/** @throws Problem `unknown_column` (422) */
function placeOf(columns: readonly string[], name: string): number {
  const place = columns.indexOf(name);
  if (place < 0) throw campusProblems.unknown_column({ name, columns: columns.join(', ').slice(0, 500) });
  return place;
}
