import type { Fill } from '../../../support/fill.js';
import { filledId } from '../structure/structure.fill.js';
import { fill as subjects } from '../subjects/subjects.fill.js';

export const fill: Fill = {
  after: subjects,
  ofTenant: ({ id, rows }) => [
    `insert into campus.professors (tenant_id, id, name, name_key, email, created_at)
     select '${id}', ${filledId('professor', 'i')}, 'Professor ' || i, 'professor ' || i, 'professor-' || i || '@palier.example',
       now() - i * interval '1 minute' from generate_series(0, ${rows / 10}) i`,
    `insert into campus.professor_subjects (tenant_id, professor_id, subject_id, university_id, ufr_id, programme_id, level)
     select s.tenant_id, ${filledId('professor', `(s.n % ${Math.floor(rows / 10)})`)}, s.id, s.university_id, s.ufr_id, s.programme_id, s.level
     from (select row_number() over () as n, * from campus.subjects where tenant_id = '${id}') s`,
  ],
};
