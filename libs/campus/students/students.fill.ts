import type { Fill } from '../../../test/support/fill.js';
import { filledId, fill as places } from '../persons/places.fill.js';

const [university, ufr] = [filledId('university', 'i % 20'), filledId('ufr', 'i % 100')];
const [student, programme] = [filledId('student', 'i'), filledId('programme', 'i % 400')];

export const fill: Fill = {
  after: places,
  ofTenant: ({ id, rows }) => [
    `insert into campus.students (tenant_id, id, name, name_key, email, number, created_at)
     select '${id}', ${student}, 'Sampleton ' || i, 'sampleton ' || i, 'student-' || i || '@palier.example', 'n' || i,
       now() - i * interval '1 minute' from generate_series(0, ${rows / 5}) i`,
    `insert into campus.enrolments (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id, level, name_key, number,
       state, created_at)
     select '${id}', ${filledId('enrolment', 'i')}, ${student}, (select y.id from campus.years y where y.state = 'open'),
       ${university}, ${ufr}, ${programme}, case i % 3 when 0 then 'L1' else 'L2' end, 'sampleton ' || i, 'n' || i,
       case i % 9 when 1 then 'left' else 'active' end, now() - i * interval '1 minute'
     from generate_series(0, ${rows / 5}) i`,
  ],
};
