// Real: PostgreSQL with its triggers and row level security, the service. Faked: the scopes of callers; the structure, written
// by SQL; what each list should answer, from all enrolments in memory.
import fc from 'fast-check';
import type { Caller } from '#platform/access';
import type { Audit } from '#platform/audit';
import { newId } from '#platform/ids';
import { normaliseText, sortKey } from '#platform/text-normalisation';
import { type CampusPlaces, makeCampusPlaces, type Programme } from '../../../test/support/campus-places.js';
import { propertyRuns } from '../../../test/support/property-runs.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { levels, type Scope } from '../scopes/scope.js';
import type { Scopes } from '../scopes/scopes.js';
import { type EnrolledStudentDto, enrolmentStates, type StudentsQueryDto, studentSorts } from './students.dto.js';
import { StudentsService } from './students.service.js';

const tenantId = newId();
const caller = { tenantId } as Caller;
const admin: Scope = { kind: 'tenant' };
const firstNames = ['Chloé', 'Zoé', 'Jean-Marc', 'Élodie', 'Jo', 'Marc', 'Noël'];
const lastNames = ['Martin', 'Martinez', 'Lefèvre', 'd’Artagnan', 'Œuvrard', 'Durand', 'Durant', 'Li'];

let database: TestDatabase;
let students: StudentsService;
let scope: Scope = admin;
let places: CampusPlaces;
let all: EnrolledStudentDto[];
/** A professor, and the subjects that they teach. */
const professorId = newId();
let taught: { programmeId: string; level: string }[];

beforeAll(async () => {
  database = await testDatabase();
  students = new StudentsService(
    database.database,
    { of: async () => scope, toWrite: async () => scope } as unknown as Scopes,
    {} as Audit,
  );
  places = await makeCampusPlaces(database.ownerUrl, tenantId, 3);
  const names = firstNames.flatMap((first) => lastNames.map((last) => `${first} ${last}`));
  const person = (i: number) => ({
    name: names[i] as string,
    email: `${i % 7}.p${i}@univ.example`,
    number: `2026${i}`,
  });
  const at = (i: number) => places.programmes[(i * 7) % places.programmes.length] as Programme;
  all = [];
  const closedIs = (state: string) =>
    runSql(
      database.ownerUrl,
      `set app.tenant_id = '${tenantId}'; update campus.years set state = '${state}' where id = '${places.closed}'`,
    );
  await closedIs('preparing');
  for (const i of names.keys()) {
    const enrolment = {
      programmeId: at(i).id,
      level: i % 3 ? ('L1' as const) : ('L2' as const),
      state: enrolmentStates[i % 5 ? 0 : i % 3] ?? ('active' as const),
      yearId: i % 11 ? places.open : places.closed,
    };
    const { enrolments, ...student } = await students.create(caller, { ...person(i), enrolment });
    const [row] = enrolments;
    if (row) all.push({ ...student, ...row, studentId: student.id });
  }
  await closedIs('closed');
  const subjects = [0, 7].flatMap((i) => (places.programmes[i] as Programme).subjects.slice(0, 1 + (i % 2)));
  taught = subjects.map(({ id, level }) => ({
    programmeId:
      places.programmes.find((programme) => programme.subjects.some((subject) => subject.id === id))?.id ?? '',
    level,
  }));
  await runSql(
    database.ownerUrl,
    `set app.tenant_id = '${tenantId}';
    insert into campus.professors (tenant_id, id, name, name_key, email) values ('${tenantId}', '${professorId}', 'P', 'p', 'p@x.example');
    insert into campus.professor_subjects select tenant_id, '${professorId}', id, university_id, ufr_id, programme_id, level
      from campus.subjects where id in (${subjects.map(({ id }) => `'${id}'`).join(',')})`,
  );
});
afterAll(() => database.close());

/** Whether an enrolment is within a scope. */
function within(of: Scope, row: EnrolledStudentDto): boolean {
  if (of.kind === 'tenant') return true;
  if (of.kind === 'professor') {
    return taught.some(({ programmeId, level }) => programmeId === row.programmeId && level === row.level);
  }
  const at = of.kind === 'staff' ? of.places : [];
  return at.some(({ universityId, ufrId }) => universityId === row.universityId && (ufrId ?? row.ufrId) === row.ufrId);
}

const wordsOf = (text: string) =>
  normaliseText(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
const isLong = (word: string) => word.length >= 5;
const hasDigit = (word: string) => /\d/.test(word);
/** Whether two words differ by one letter: one more, one less, another one, or two that are swapped. */
function differByOne(a: string, b: string): boolean {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  return (
    a.slice(i + 1) === b.slice(i + 1) ||
    a.slice(i + 1) === b.slice(i) ||
    a.slice(i) === b.slice(i + 1) ||
    (a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2))
  );
}

function hasWord(row: EnrolledStudentDto, word: string): boolean {
  return wordsOf(`${row.name} ${row.number} ${row.email}`).some(
    (own) => own.startsWith(word) || (isLong(word) && !hasDigit(word + own) && differByOne(word, own)),
  );
}

function isFound(row: EnrolledStudentDto, search: string): boolean {
  const words = wordsOf(search);
  const [only = ''] = words;
  if (words.length === 1 && only.length < 3) {
    return sortKey(row.name).startsWith(only) || wordsOf(`${row.name} ${row.number} ${row.email}`).includes(only);
  }
  return words.every((word) => hasWord(row, word));
}

/** What the list should answer. */
function expected(query: StudentsQueryDto): string[] {
  const { year = places.open, university, ufr, programme, level, state, search = '', sort = '-createdAt' } = query;
  const chosen = { yearId: year, universityId: university, ufrId: ufr, programmeId: programme, level, state };
  const rows = all.filter(
    (row) =>
      within(scope, row) &&
      Object.entries(chosen).every(([key, value]) => value === undefined || row[key as 'ufrId'] === value) &&
      isFound(row, search),
  );
  const keyOf = (row: EnrolledStudentDto) => (sort === 'name' ? sortKey(row.name) : row.number);
  // Ids are made in the order of time.
  const before = (a: EnrolledStudentDto, b: EnrolledStudentDto) =>
    sort === '-createdAt' ? b.id < a.id : keyOf(a) < keyOf(b) || (keyOf(a) === keyOf(b) && a.id < b.id);
  return rows.sort((a, b) => (before(a, b) ? -1 : 1)).map(({ id }) => id);
}

/** Every row of the list, by cursors of seven. */
async function walk(query: StudentsQueryDto): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { data, page } = await students.list(caller, { ...query, limit: 7, ...(cursor && { cursor }) });
    ids.push(...data.map(({ id }) => id));
    cursor = page.next;
  }
  return ids;
}

const index = fc.nat(11);
const place = index.chain((i) => fc.boolean().map((whole) => ({ i, whole })));
const scopes = fc.oneof(
  fc.constant(() => admin),
  fc.constant((): Scope => ({ kind: 'professor', id: professorId, subjectIds: [] })),
  fc.constant((): Scope => ({ kind: 'student', id: newId(), enrolment: null })),
  fc.array(place, { minLength: 1, maxLength: 3 }).map((chosen) => (): Scope => {
    const at = chosen.map(({ i, whole }) => {
      const { universityId, ufrId } = places.programmes[i] as Programme;
      return { universityId, ufrId: whole ? null : ufrId };
    });
    return { kind: 'staff', id: newId(), places: at };
  }),
);
const mistake = fc.record({
  at: fc.nat(9),
  letter: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'),
  kind: fc.constantFrom('none', 'missing', 'added', 'wrong', 'swapped'),
});
const word = fc.tuple(
  fc.constantFrom(...firstNames, ...lastNames, '2026', '20261', 'p12', 'univ'),
  mistake,
  fc.nat(12),
);
const typed = word.map(([text, { at, letter, kind }, length]) => {
  const [before, here, after] = [text.slice(0, at), text.slice(at, at + 1), text.slice(at + 1)];
  if (kind === 'missing') return before + after;
  if (kind === 'added') return before + letter + here + after;
  if (kind === 'wrong') return before + letter + after;
  if (kind === 'swapped') return before + after.slice(0, 1) + here + after.slice(1);
  return text.slice(0, length) || text;
});
const some = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 1 });
const queries = fc.record({
  university: some(index),
  ufr: some(index),
  programme: some(index),
  level: some(fc.constantFrom(...levels.slice(0, 2))),
  state: some(fc.constantFrom(...enrolmentStates)),
  closed: fc.boolean(),
  search: some(fc.array(typed, { minLength: 1, maxLength: 2 }).map((words) => words.join(' ').slice(0, 100) || 'a')),
  sort: some(fc.constantFrom(...studentSorts)),
});
type Drawn = typeof queries extends fc.Arbitrary<infer Q> ? Q : never;

/** The drawn query of which some of the many filters are left out, so that most lists have rows. */
function queryOf({ university, ufr, programme, closed, ...others }: Drawn): StudentsQueryDto {
  const of = (i: number | undefined) => (i === undefined ? undefined : places.programmes[i]);
  const query = {
    ...others,
    year: closed ? places.closed : undefined,
    university: of(university)?.universityId,
    ufr: of(ufr)?.ufrId,
    programme: of(programme)?.id,
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as StudentsQueryDto;
}

it('each list and search of each scope answers the rows of the model, in order and counted', async () => {
  let [lists, found] = [0, 0];
  await fc.assert(
    fc.asyncProperty(scopes, queries, async (drawn, given) => {
      scope = drawn();
      const query = queryOf(given);
      const rows = expected(query);
      expect([scope, query, await walk(query)]).toEqual([scope, query, rows]);
      expect((await students.list(caller, { ...query, page: 1 })).page.totalItems).toBe(rows.length);
      lists += 1;
      found += rows.length > 0 ? 1 : 0;
    }),
    { numRuns: propertyRuns(150) },
  );
  // Otherwise the lists say little.
  expect(found).toBeGreaterThan(lists / 10);
});

it('each misspelled word of five letters or more finds its student', async () => {
  scope = admin;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...all), mistake, async (student, { at, letter, kind }) => {
      const name = wordsOf(student.name).find((one) => one.length >= 6);
      if (!name) return;
      const i = at % (name.length - 1);
      const wrong = {
        none: name,
        missing: name.slice(0, i) + name.slice(i + 1),
        added: name.slice(0, i) + letter + name.slice(i),
        wrong: name.slice(0, i) + letter + name.slice(i + 1),
        swapped: name.slice(0, i) + name.slice(i + 1, i + 2) + name.slice(i, i + 1) + name.slice(i + 2),
      }[kind] as string;
      const year = student.yearId;
      const { data } = await students.list(caller, { search: `${wrong} ${student.number}`, year, limit: 100 });
      expect([wrong, data.map(({ id }) => id)]).toEqual([wrong, expect.arrayContaining([student.id])]);
    }),
    { numRuns: propertyRuns(60) },
  );
});
