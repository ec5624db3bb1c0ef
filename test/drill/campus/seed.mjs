// The universities of a tenant, with their people and chapters: the same in each run.
import { people, plain } from './names.mjs';

const BATCH = 5000;
const kinds = {
  university: 'a001',
  ufr: 'a002',
  programme: 'a003',
  subject: 'a004',
  year: 'a005',
  student: 'a006',
  professor: 'a007',
  chapter: 'a008',
  enrolment: 'a009',
  comment: 'a00a',
  user: 'a00b',
  plan: 'a00c',
};
/** An id by its number; each tenant has numbers of its own. */
export const idOf = (tenant, kind, n) =>
  `('018f0000-0000-7000-${kinds[kind]}-' || lpad(to_hex(${tenant.number} * 100000000::bigint + ${n}), 12, '0'))::uuid`;
/** A number from 0 up to a size, by the number of a row; for a power above 1 the lower are the more frequent. */
const chosen = (size, n, seed, power = 1) =>
  `floor(${size} * power((hashint8extended(${n}, ${seed}) & 2147483647) / 2147483648.0, ${power}))::int`;

/**
 * Writes a tenant.
 *
 * @param clients of the superuser, who fill at once
 * @param tenant its `id` and its `number`, from 0
 * @param size `students`, `professors`, `chapters`, and `programmes`, of which a university has 20
 * @param inTime throws when the drill takes too long
 */
export async function seed(clients, tenant, size, inTime) {
  const [client] = clients;
  const id = (kind, n) => idOf(tenant, kind, n);
  const t = `'${tenant.id}'::uuid`;
  await client.query(structureOf(t, id, size));
  let next = 0;
  const fill = async (each) => {
    while (next < size.students) {
      inTime();
      const from = next;
      next += BATCH;
      await each.query(studentsOf(t, id, from, Math.min(next, size.students) - 1, size));
    }
  };
  await Promise.all(clients.map(fill));
  await client.query(teachingOf(t, id, size));
}

/** Four UFRs a university, five programmes a UFR, and five subjects a level. */
const structureOf = (t, id, { programmes }) => `
  insert into campus.universities (tenant_id, id, name, name_key)
    select ${t}, ${id('university', 'u')}, 'Université ' || u, 'universite ' || u from generate_series(0, ${programmes / 20 - 1}) u;
  insert into campus.ufrs (tenant_id, id, name, name_key, university_id)
    select ${t}, ${id('ufr', 'f')}, 'UFR ' || f, 'ufr ' || f, ${id('university', 'f / 4')} from generate_series(0, ${programmes / 5 - 1}) f;
  insert into campus.programmes (tenant_id, id, name, name_key, university_id, ufr_id, code, levels)
    select ${t}, ${id('programme', 'p')}, 'Formation ' || p, 'formation ' || p, ${id('university', 'p / 20')}, ${id('ufr', 'p / 5')},
      'F' || p, case when p % 4 = 3 then '{M1,M2}'::text[] else '{L1,L2,L3}' end from generate_series(0, ${programmes - 1}) p;
  insert into campus.subjects (tenant_id, id, name, name_key, university_id, ufr_id, programme_id, level)
    select ${t}, ${id('subject', 'row_number() over (order by p.id, level, s)')}, 'Matière ' || s, 'matiere ' || s,
      p.university_id, p.ufr_id, p.id, level
    from campus.programmes p, unnest(p.levels) level, generate_series(1, 5) s where p.tenant_id = ${t};
  insert into campus.years (tenant_id, id, name, name_key, starts_on, ends_on, state) values
    (${t}, ${id('year', 0)}, '2026', '2026', '2026-09-01', '2027-08-31', 'open'),
    (${t}, ${id('year', 1)}, '2025', '2025', '2025-09-01', '2026-08-31', 'closed')`;

/** All are enrolled in the open year, and seven of ten were in the year before. */
const studentsOf = (t, id, from, to, { programmes }) => `
  insert into campus.students (tenant_id, id, name, name_key, email, number)
    select ${t}, ${id('student', 'n')}, given || ' ' || surname, ${plain(`given || ' ' || surname`)},
      ${plain(`given || '.' || surname`)} || n || '@univ.example', '22' || lpad(n::text, 6, '0')
    from ${people(from, to, 1)};
  insert into campus.enrolments (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id, level, state, name_key,
      number, created_at)
    select ${t}, ${id('enrolment', 'n * 2 + y')}, s.id, ${id('year', 'y')}, p.university_id, p.ufr_id, p.id,
      p.levels[1 + n % cardinality(p.levels)], case n % 50 when 0 then 'suspended' when 1 then 'left' else 'active' end, s.name_key,
      s.number, now() - n * interval '7 seconds' - y * interval '1 year'
    from generate_series(${from}, ${to}) n, generate_series(0, 1) y, campus.students s, campus.programmes p
    where (y = 0 or n % 10 < 7) and s.tenant_id = ${t} and s.id = ${id('student', 'n')}
      and p.tenant_id = ${t} and p.id = ${id('programme', chosen(programmes, 'n', 3, 1.3))}`;

/** A professor teaches three subjects; the chapters of a subject are those of one who does. A tenth is a draft, a tenth archived. */
const teachingOf = (t, id, { professors, chapters }) => `
  insert into campus.professors (tenant_id, id, name, name_key, email)
    select ${t}, ${id('professor', 'n')}, given || ' ' || surname, ${plain(`given || ' ' || surname`)}, 'professeur-' || n || '@univ.example'
    from ${people(0, professors - 1, 11)};
  create temporary table numbered as
    select *, row_number() over (order by id) - 1 as n, count(*) over () as most from campus.subjects where tenant_id = ${t};
  insert into campus.professor_subjects (tenant_id, professor_id, subject_id, university_id, ufr_id, programme_id, level)
    select ${t}, ${id('professor', 'taught.n')}, s.id, s.university_id, s.ufr_id, s.programme_id, s.level
    from (select n, (n * 3 + k) as place from generate_series(0, ${professors - 1}) n, generate_series(0, 2) k) taught
      join numbered s on s.n = place % s.most;
  insert into campus.chapters (tenant_id, id, subject_id, university_id, ufr_id, programme_id, level, professor_id, title, body,
      position, state, published_at, created_at)
    select ${t}, ${id('chapter', 'c')}, s.id, s.university_id, s.ufr_id, s.programme_id, s.level,
      (select min(p.professor_id::text)::uuid from campus.professor_subjects p where p.tenant_id = ${t} and p.subject_id = s.id),
      'Chapitre ' || c, (select string_agg(md5(c || '-' || i), ' ') from generate_series(1, 80) i), 1 + c / s.most,
      case (c + c / s.most) % 10 when 0 then 'draft' when 9 then 'archived' else 'published' end,
      case when (c + c / s.most) % 10 > 0 then now() end, now() - (${chapters} - c) * interval '5 minutes'
    from generate_series(0, ${chapters - 1}) c join numbered s on s.n = c % s.most;
  drop table numbered`;
