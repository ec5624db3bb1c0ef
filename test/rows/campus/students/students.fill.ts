import type { Fill } from '../../../support/fill.js';
import { samples } from '../../../support/samples.js';
import { filledId } from '../structure/structure.fill.js';
import { fill as subjects } from '../subjects/subjects.fill.js';

const student = filledId('student', 'i');

export const fill: Fill = {
  after: subjects,
  ofTenant: ({ id, rows }) => [
    `insert into campus.students (tenant_id, id, name, name_key, email, number, created_at)
     select '${id}', ${student}, 'Sampleton ' || i, 'sampleton ' || i, 'student-' || i || '@palier.example', 'n' || i,
       now() - i * interval '1 minute' from generate_series(0, ${rows / 5}) i`,
    `insert into campus.enrolments (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id, level, name_key, number,
       state, created_at)
     select '${id}', ${filledId('enrolment', 'i')}, ${student}, '${samples.id}', p.university_id, p.ufr_id, p.id,
       case i % 3 when 0 then 'L1' else 'L2' end, 'sampleton ' || i, 'n' || i, case i / 3 % 3 when 1 then 'left' else 'active' end,
       now() - i * interval '1 minute'
     from generate_series(0, ${rows / 5}) i
       join (select row_number() over (order by id <> '${samples.id}', id) - 1 as n, * from campus.programmes where tenant_id = '${id}') p
       on p.n = i % (select count(*) from campus.programmes where tenant_id = '${id}')`,
  ],
};
