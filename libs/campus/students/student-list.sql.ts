import { type Statement, statement } from '#platform/database';
import { declareList, equals, type ListFilter, nameOf, text, timestamp, uuid, type WithNameKey } from '#platform/lists';
import { enrolledIn } from '../scopes/within-scope.js';
import type { EnrolledStudentDto, StudentSort } from './students.dto.js';

const columns = `e.id, e.student_id as "studentId", e.number, e.name_key as "nameKey", e.year_id as "yearId",
  e.university_id as "universityId", e.ufr_id as "ufrId", e.programme_id as "programmeId", e.level, e.state, e.version,
  e.created_at as "createdAt", (select s.name from campus.students s where s.id = e.student_id) as name,
  (select s.email from campus.students s where s.id = e.student_id) as email`;

/** The value of the filter `year` for the year that is open. */
export const OPEN_YEAR = 'open';

const ofYear: ListFilter = {
  condition: (place) => {
    const given = place();
    return `year_id = (select y.id from campus.years y where y.state = 'open' and ${given} = '${OPEN_YEAR}'
      union all select y.id from campus.years y where y.id = nullif(${given}, '${OPEN_YEAR}')::uuid)`;
  },
  parameters: (value) => [value],
};

/** A search without letters and digits finds nobody. */
const bySearch: ListFilter = {
  condition: (place) => `student_id = any (array(select campus.find_students(
    string_to_array(trim(platform.searchable(${place()})), ' '))))`,
  parameters: (value) => (value.trim() ? [value] : undefined),
};

const from = 'campus.enrolments';
const common = {
  columns,
  from,
  as: 'e',
  sorts: {
    '-createdAt': { keys: [timestamp('created_at', 'createdAt'), uuid('id', 'id')] },
    name: { keys: [text('name_key', 'nameKey'), uuid('id', 'id')] },
    number: { keys: [text('number', 'number'), uuid('id', 'id')] },
  },
} as const;

/** Totals are counted, however many: they are what a dashboard shows of a university. */
function counting<Filter extends string>(name: string, filters: Readonly<Record<Filter, ListFilter>>) {
  const made = new Map<string, Statement<{ total: number }, readonly string[]>>();
  return (given: readonly Filter[]) => {
    const key = nameOf([name, 'total', ...given]);
    let last = 0;
    const place = () => `$${++last}`;
    const known =
      made.get(key) ??
      statement<{ total: number }, readonly string[]>(key, { onReplica: true })`
        select count(*)::int as total from ${from} where ${given.map((one) => filters[one].condition(place)).join(' and ')}`;
    made.set(key, known);
    return known;
  };
}

const filters = {
  year: ofYear,
  university: equals('university_id'),
  ufr: equals('ufr_id'),
  programme: equals('programme_id'),
  level: equals('level'),
  state: equals('state'),
  search: bySearch,
};

/** The enrolled students of a tenant. */
export const studentList = declareList<WithNameKey<EnrolledStudentDto>, StudentSort, keyof typeof filters>({
  ...common,
  name: 'campus.students',
  onReplica: true,
  filters,
  always: ['year'],
  count: counting('campus.students', filters),
});

/** By what a list in a scope is narrowed: of university, UFR, programme, level and state any that are not empty. */
const byChoice: ListFilter = {
  condition: (place) => {
    const id = (column: string) => `${column} = coalesce(nullif(${place()}, '')::uuid, ${column})`;
    const word = (column: string) => `${column} = coalesce(nullif(${place()}, ''), ${column})`;
    return [...['university_id', 'ufr_id', 'programme_id'].map(id), ...['level', 'state'].map(word)].join(' and ');
  },
  parameters: (value) => JSON.parse(value),
};

const scopedFilters = {
  year: ofYear,
  scope: {
    condition: enrolledIn,
    parameters: (value: string) => JSON.parse(value),
  },
  choice: byChoice,
  search: bySearch,
};

/** The enrolled students in several places, or of a professor: together few enough to be sorted. */
export const studentsInScope = declareList<WithNameKey<EnrolledStudentDto>, StudentSort, keyof typeof scopedFilters>({
  ...common,
  name: 'campus.students-in-scope',
  onReplica: true,
  filters: scopedFilters,
  always: ['year', 'scope', 'choice'],
  count: counting('campus.students-in-scope', scopedFilters),
});
