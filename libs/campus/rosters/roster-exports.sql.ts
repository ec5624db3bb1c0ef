import { statement } from '#platform/database';
import { exportTable } from '#platform/storage';
import { enrolledWithin, type ScopeValues } from '../scopes/within-scope.js';
import type { RosterField } from './roster-line.js';

/** Exports, with the scope that they are within. */
export const rosterExports = exportTable('campus.exports', 'scope');

/** What an export is narrowed to; null for all. */
export type Chosen = [university: string | null, ufr: string | null, programme: string | null];

const chosen = ['university_id', 'ufr_id', 'programme_id']
  .map((column, i) => `($${i + 4}::uuid is null or ${column} = $${i + 4})`)
  .join(' and ');

/** Enrolments of a year after a number, in order of the numbers, as a roster has them. */
export const enrolmentsAfter = statement<
  Record<RosterField, string>,
  [yearId: string, after: string, count: number, ...Chosen, ...ScopeValues]
>('campus.enrolments.after-number', { onReplica: true })`
  select e.number, s.name, s.email, u.name as university, p.code as programme, e.level, e.state
    from (select student_id, university_id, programme_id, number, level, state from campus.enrolments
        where year_id = $1 and number > $2 and ${chosen} and ${enrolledWithin(7)}
        order by number limit $3) e
      join campus.students s on s.id = e.student_id join campus.universities u on u.id = e.university_id
      join campus.programmes p on p.id = e.programme_id
    order by e.number`;
