import { Injectable } from '@nestjs/common';
import type { Caller } from '#platform/access';
import { Audit } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { campusProblems } from '../campus.errors.js';
import { mayEnrolIn } from '../scopes/scope.js';
import { Scopes } from '../scopes/scopes.js';
import { assertMayWrite } from '../students/enrol.js';
import { enrolmentOf } from '../students/students.sql.js';
import { keptYear } from '../years/years.sql.js';
import type { PassageDecisionContentDto, PassageDecisionDto } from './passage-decisions.dto.js';
import { putDecision } from './passage-decisions.sql.js';

/** Decides who passes at the end of a year. */
@Injectable()
export class PassageDecisionsService {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly audit: Audit,
  ) {}

  /**
   * @throws Problem `no_campus_scope`, `students_read_only` (403), `not_in_structure`, `enrolment_not_found` (404),
   *   `year_not_begun` (409)
   */
  async put(caller: Caller, studentId: string, content: PassageDecisionContentDto): Promise<PassageDecisionDto> {
    const scope = await this.scopes.of(caller);
    assertMayWrite(scope);
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
}

/** Keeps a year at whose end students pass. @throws Problem `not_in_structure` (404), `year_not_begun` (409) */
export async function keepBegunYear(tx: Transaction, id: string): Promise<void> {
  const [year] = await tx.run(keptYear, id);
  if (!year) throw campusProblems.not_in_structure({ id });
  if (year.state === 'preparing') throw campusProblems.year_not_begun({ id });
}
