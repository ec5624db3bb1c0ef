import type { Fill } from '../../../support/fill.js';
import { samples } from '../../../support/samples.js';
import { filledId } from '../structure/structure.fill.js';
import { fill as students } from '../students/students.fill.js';

const [student, plan] = [filledId('student', 'i'), filledId('passage-plan', '(i % 2 * (i % 20))')];

export const fill: Fill = {
  after: students,
  small: { 'campus.passage_files': 'a tenant has few' },
  ofTenant: ({ id, rows }) => [
    `insert into campus.passage_rules (tenant_id, programme_id, level, pass_programme_id, pass_level, repeat_programme_id, repeat_level)
     select '${id}', p.id, l.level, p.id, l.passed, p.id, l.level from campus.programmes p,
       (values ('L1', 'L2'), ('L2', 'L3'), ('L3', null)) l (level, passed) where p.tenant_id = '${id}' and l.passed is not null`,
    `insert into campus.passage_decisions (tenant_id, year_id, student_id, decision)
     select '${id}', '${samples.id}', ${student}, case i % 9 when 0 then 'repeat' else 'pass' end from generate_series(0, ${rows / 5}) i`,
    `insert into campus.passage_files (tenant_id, id, digest)
     select '${id}', case i when 1 then '${samples.id}' else uuidv7() end, encode(sha256(('decisions ' || i)::bytea), 'hex') from generate_series(1, 20) i`,
    `insert into campus.passage_plans (tenant_id, id, from_year_id, to_year_id, state, operation_id)
     select '${id}', ${filledId('passage-plan', 'i')}, '${samples.id}', ${filledId('year', `(i % ${Math.ceil(rows / 50)})`)}, 'planned', '${samples.id}'
     from generate_series(0, ${20 + rows / 20}) i`,
    `insert into campus.passage_lines (tenant_id, plan_id, student_id, year_id, enrolment_id, enrolment_version, number, name_key, decision,
       programme_id, level, problem, reason, state)
     select '${id}', ${plan}, ${student}, ${filledId('year', 'i % 20')}, ${filledId('enrolment', 'i')}, 1, 'n' || i, 'sampleton ' || i,
       'pass', ${filledId('programme', 'i / 20 % 90')}, 'L2', case when i / 20 % 50 = 0 then 'no_rule' end,
       case when i / 20 % 50 = 0 then 'By the jury' end, case when i % 3 = 0 then 'applied' else 'planned' end
     from generate_series(0, ${rows / 5}) i`,
  ],
};
