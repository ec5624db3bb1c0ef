import { Injectable } from '@nestjs/common';
import { type Caller, mayCall, personIn } from '#platform/access';
import { Database } from '#platform/database';
import { ADMINISTER } from '../campus.access.js';
import { campusProblems } from '../campus.errors.js';
import type { Place, Scope } from './scope.js';
import { type ScopeRow, scopeOfUser } from './scopes.sql.js';

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
    const row = await this.rowOf(caller);
    if (row?.staffId) return { kind: 'staff', id: row.staffId, places: row.places };
    if (row?.professorId) return { kind: 'professor', id: row.professorId, subjectIds: row.subjectIds };
    if (row?.studentId) return { kind: 'student', id: row.studentId, enrolment: row.enrolment };
    throw campusProblems.no_campus_scope();
  }

  /** As `of`, for admins and staff alone, who write students. @throws Problem `students_read_only` (403) for others */
  async toWrite(caller: Caller): Promise<Scope> {
    const scope = await this.of(caller);
    if (scope.kind !== 'tenant' && scope.kind !== 'staff') throw campusProblems.students_read_only();
    return scope;
  }

  /** The places of a caller who is staff; none for others. */
  async placesOf(caller: Caller): Promise<readonly Place[]> {
    const row = await this.rowOf(caller);
    return row?.staffId ? row.places : [];
  }

  private async rowOf(caller: Caller): Promise<ScopeRow | undefined> {
    const person = personIn(caller);
    return person && (await this.database.read({ tenantId: caller.tenantId }, scopeOfUser, person.userId))[0];
  }
}
