import { anyOf, statement } from '#platform/database';
import { declareList, type ListFilter, type WithNameKey } from '#platform/lists';
import type { PersonSort } from '../persons/person.dto.js';
import { personColumns, personSortKeys, personStatements } from '../persons/person.sql.js';
import { taughtIn } from '../scopes/within-scope.js';
import type { ProfessorDto } from './professors.dto.js';

const columns = `${personColumns}, array(select t.subject_id from campus.professor_subjects t where t.professor_id = p.id
  order by t.subject_id) as "subjectIds"`;

export const professorStatements = personStatements<ProfessorDto>('professors', columns);

const teaching = (column: string): ListFilter => ({
  condition: (place) =>
    `id = any (array(select t.professor_id from campus.professor_subjects t where t.${column} = ${place()}::uuid))`,
  parameters: (value) => [value],
});

const common = {
  columns: `${columns}, p.name_key as "nameKey"`,
  from: 'campus.professors',
  as: 'p',
  sorts: personSortKeys,
} as const;
const filters = { university: teaching('university_id'), subject: teaching('subject_id') };

/** The professors of a tenant. Those of a university or a subject are few enough to be sorted. */
export const professorList = declareList<WithNameKey<ProfessorDto>, PersonSort, keyof typeof filters>({
  ...common,
  name: 'campus.professors',
  onReplica: true,
  filters,
});

const inPlaces: ListFilter = {
  condition: taughtIn,
  parameters: (value) => JSON.parse(value),
};

/** The professors who teach in some places. */
export const professorsInPlaces = declareList<WithNameKey<ProfessorDto>, PersonSort, 'places' | keyof typeof filters>({
  ...common,
  name: 'campus.professors-in-places',
  onReplica: true,
  filters: { places: inPlaces, ...filters },
  always: ['places'],
});

/** Whether a professor teaches in some places. */
export const teachesIn = statement<{ id: string }, [id: string, universities: string, ufrs: string]>(
  'campus.professors.teaches-in',
)`
  select t.professor_id as id from campus.professor_subjects t
    where t.professor_id = $1 and (t.university_id = any ($2::uuid[]) or t.ufr_id = any ($3::uuid[])) limit 1`;

/** Of these subjects those that there are are taught by the professor. */
export const addSubjects = statement<{ id: string }, [professorId: string, subjectIds: readonly string[]]>(
  'campus.professor-subjects.add',
)`
  insert into campus.professor_subjects
      (tenant_id, professor_id, subject_id, university_id, ufr_id, programme_id, level)
    select s.tenant_id, $1, s.id, s.university_id, s.ufr_id, s.programme_id, s.level from campus.subjects s
      where s.id = ${anyOf('$2::uuid[]')} order by s.id
    returning subject_id as id`;

export const removeSubjects = statement<object, [professorId: string]>('campus.professor-subjects.remove')`
  delete from campus.professor_subjects where professor_id = $1`;
