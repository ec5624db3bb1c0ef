import { statement } from '#platform/database';
import type { Enrolment, Place } from './scope.js';

/** What an account is, in one row: ids of a student, a professor, a member of the staff, and what each may see. */
export interface ScopeRow {
  readonly staffId: string | null;
  readonly places: readonly Place[];
  readonly professorId: string | null;
  readonly subjectIds: readonly string[];
  readonly studentId: string | null;
  readonly enrolment: Enrolment | null;
}

export const scopeOfUser = statement<ScopeRow, [userId: string]>('campus.scopes.of-user')`
  select s.id as "staffId",
      coalesce((select jsonb_agg(jsonb_build_object('universityId', p.university_id, 'ufrId', p.ufr_id))
        from campus.staff_places p where p.staff_id = s.id), '[]') as places,
      f.id as "professorId",
      array(select t.subject_id from campus.professor_subjects t where t.professor_id = f.id) as "subjectIds",
      u.id as "studentId",
      (select jsonb_build_object('yearId', e.year_id, 'universityId', e.university_id, 'ufrId', e.ufr_id,
          'programmeId', e.programme_id, 'level', e.level)
        from campus.enrolments e join campus.years y on y.id = e.year_id and y.state = 'open'
        where e.student_id = u.id and e.state = 'active') as enrolment
    from (select $1::uuid as user_id) account
      left join campus.staff s on s.user_id = account.user_id
      left join campus.professors f on f.user_id = account.user_id
      left join campus.students u on u.user_id = account.user_id`;
