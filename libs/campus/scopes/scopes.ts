import { Injectable } from '@nestjs/common';
import { type Caller, mayCall, personIn } from '#platform/access';
import { Database } from '#platform/database';
import { ADMINISTER } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import type { Scope } from './scope.js';
import { scopeOfUser } from './scopes.sql.js';

/**
 * What a caller may see and change in this context. Each service asks here, and nowhere else: what is outside the scope is
 * answered as if it did not exist.
 */
@Injectable()
export class Scopes {
  constructor(private readonly database: Database) {}

  /**
   * Read anew for each request, so that whoever loses a place or a subject loses it at once. Who is both staff and professor
   * has the scope of staff; an admin that of the tenant.
   *
   * @throws Problem `no_campus_scope` (403) for a key that acts for no user, unless it is an admin's, and for a user who is
   *   neither staff nor professor nor student
   */
  async of(caller: Caller): Promise<Scope> {
    if (mayCall(caller, ADMINISTER)) return { kind: 'tenant' };
    const person = personIn(caller);
    if (!person) throw campusProblems.no_campus_scope();
    const [row] = await this.database.read({ tenantId: caller.tenantId }, scopeOfUser, person.userId);
    if (row?.staffId) return { kind: 'staff', id: row.staffId, places: row.places };
    if (row?.professorId) return { kind: 'professor', id: row.professorId, subjectIds: row.subjectIds };
    if (row?.studentId) return { kind: 'student', id: row.studentId, enrolment: row.enrolment };
    throw campusProblems.no_campus_scope();
  }
}
