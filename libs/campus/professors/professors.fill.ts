import { samples } from '#platform/database';
import type { Fill } from '../../../test/support/fill.js';
import { fill as subjects } from '../subjects/subjects.fill.js';

export const fill: Fill = {
  after: subjects,
  ofTenant: ({ id, rows }) => [
    `insert into campus.professors (tenant_id, id, name, name_key, email)
     select '${id}', case when i = 0 then '${samples.id}' else uuidv7() end, 'Professor ' || i, 'professor ' || i,
       'professor-' || i || '@example.org' from generate_series(0, ${rows / 20}) i`,
    // Each subject is taught by one of them.
    `insert into campus.professor_subjects (tenant_id, professor_id, subject_id, university_id, ufr_id, programme_id, level)
     select s.tenant_id, p.id, s.id, s.university_id, s.ufr_id, s.programme_id, s.level
     from (select row_number() over () as n, * from campus.subjects where tenant_id = '${id}') s
       join (select row_number() over () as n, count(*) over () as many, * from campus.professors where tenant_id = '${id}') p
       on p.n = 1 + s.n % p.many`,
  ],
};
