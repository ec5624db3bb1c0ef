// Real: PostgreSQL with row level security, the service. Faked: the scopes of callers; the structure and the chapters, written by
// SQL; what each caller should see, from all chapters in memory; files and events, which nothing here has.
import fc from 'fast-check';
import type { Caller } from '#platform/access';
import type { Events } from '#platform/events';
import { newId } from '#platform/ids';
import { type CampusPlaces, makeCampusPlaces } from '../../../test/support/campus-places.js';
import { propertyRuns } from '../../../test/support/property-runs.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import type { AttachmentsService } from '../attachments/attachments.service.js';
import type { Scope } from '../scopes/scope.js';
import type { Scopes } from '../scopes/scopes.js';
import { type ChapterDto, type ChaptersQueryDto, chapterStates } from './chapters.dto.js';
import { ChaptersService } from './chapters.service.js';

const tenantId = newId();
const caller = { tenantId } as Caller;
const professors = [newId(), newId(), newId()];

let database: TestDatabase;
let chapters: ChaptersService;
let places: CampusPlaces;
let scope: Scope;
let all: ChapterDto[];

beforeAll(async () => {
  database = await testDatabase();
  const noFiles = { of: async () => [] } as unknown as AttachmentsService;
  const asFaked = { of: async () => scope } as unknown as Scopes;
  chapters = new ChaptersService(database.database, asFaked, noFiles, {} as Events);
  places = await makeCampusPlaces(database.ownerUrl, tenantId);
  // Each subject has a chapter in each state, by one of the professors or by nobody; positions and times repeat.
  await runSql(
    database.ownerUrl,
    `set app.tenant_id = '${tenantId}';
     insert into campus.professors (tenant_id, id, name, name_key, email)
       select '${tenantId}', id, 'P', 'p', id || '@x.example' from unnest('{${professors.join(',')}}'::uuid[]) id;
     insert into campus.chapters (tenant_id, id, subject_id, university_id, ufr_id, programme_id, level, professor_id, title,
         body, position, state, published_at, created_at)
       select tenant_id, uuidv7(), id, university_id, ufr_id, programme_id, level,
         ('{${professors.join(',')}}'::uuid[])[1 + n % 4], 'A chapter', 'Text', 1 + n % 2, state, now(),
         now() - n % 5 * interval '1 hour'
       from (select s.*, st.state, row_number() over (order by s.id, st.state) as n
         from campus.subjects s, unnest('{${chapterStates.join(',')}}'::text[]) as st (state)) numbered`,
  );
  scope = { kind: 'tenant' };
  all = await pagesOf({});
});
afterAll(() => database.close());

/** Every row of the list, by cursors of seven. */
async function pagesOf(query: ChaptersQueryDto): Promise<ChapterDto[]> {
  const rows: ChapterDto[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { data, page } = await chapters.list(caller, { ...query, limit: 7, ...(cursor && { cursor }) });
    rows.push(...data);
    cursor = page.next;
  }
  return rows;
}

/** What the rules say, in their words. */
function sees(of: Scope, row: ChapterDto): boolean {
  if (of.kind === 'tenant') return true;
  if (of.kind === 'professor') return of.subjectIds.includes(row.subjectId);
  if (of.kind === 'student') {
    const { programmeId, level } = of.enrolment ?? {};
    return row.state === 'published' && row.programmeId === programmeId && row.level === level;
  }
  return of.places.some(
    ({ universityId, ufrId }) => universityId === row.universityId && (ufrId === null || ufrId === row.ufrId),
  );
}

const before = (a: ChapterDto, b: ChapterDto, sort: ChaptersQueryDto['sort']) => {
  const order = (x: string | number, y: string | number) => (x < y ? -1 : x > y ? 1 : 0);
  return sort === 'position'
    ? order(a.subjectId, b.subjectId) || order(a.position, b.position) || order(a.id, b.id)
    : order(b.createdAt.getTime(), a.createdAt.getTime()) || order(b.id, a.id);
};

function expected(of: Scope, { sort, mine, ...query }: ChaptersQueryDto): string[] {
  const professor = mine ? (of.kind === 'professor' ? of.id : 'nobody') : query.professor;
  const chosen = { subjectId: query.subject, programmeId: query.programme, level: query.level, state: query.state };
  return all
    .filter((row) => sees(of, row) && (professor === undefined || row.professorId === professor))
    .filter((row) =>
      Object.entries(chosen).every(([key, value]) => value === undefined || row[key as 'level'] === value),
    )
    .sort((a, b) => before(a, b, sort))
    .map(({ id }) => id);
}

/** From a number, since the places are made once the tests begin. */
const at = <T>(items: readonly T[], n: number) => items[n % items.length] as T;
const numbers = fc.array(fc.nat(1000), { maxLength: 4 });
const scopes = fc.record({
  kind: fc.constantFrom('tenant', 'staff', 'professor', 'student'),
  n: fc.nat(1000),
  some: numbers,
});

function scopeOf({ kind, n, some }: { kind: string; n: number; some: number[] }): Scope {
  const subjects = places.programmes.flatMap((programme) => programme.subjects);
  if (kind === 'professor')
    return { kind, id: at(professors, n), subjectIds: [...new Set(some.map((i) => at(subjects, i).id))] };
  if (kind === 'staff') {
    const of = (i: number) => ({ ...at(places.programmes, i), ...(i % 3 ? {} : { ufrId: null }) });
    return { kind, id: newId(), places: some.map(of).map(({ universityId, ufrId }) => ({ universityId, ufrId })) };
  }
  if (kind !== 'student') return { kind: 'tenant' };
  const { id: programmeId, universityId, ufrId } = at(places.programmes, n);
  const enrolment = { yearId: places.open, universityId, ufrId, programmeId, level: n % 2 ? 'L1' : 'L2' } as const;
  return { kind, id: newId(), enrolment: n % 5 ? enrolment : null };
}

/** Few filters at a time: under all of them hardly any row is left. */
const queries = fc.record({
  chosen: fc.subarray(['subject', 'programme', 'level', 'professor', 'mine', 'state'] as const, { maxLength: 2 }),
  n: fc.nat(1000),
  sort: fc.constantFrom('-createdAt' as const, 'position' as const),
});

/** Filters by what one of the chapters has. */
function queryOf({ chosen, n, sort }: { chosen: readonly string[]; n: number; sort: '-createdAt' | 'position' }) {
  const { subjectId: subject, programmeId: programme, level, state } = at(all, n);
  const values = { subject, programme, level, state, professor: at(professors, n), mine: 'true' };
  const filters = Object.entries(values).filter(([name]) => chosen.includes(name));
  return { ...Object.fromEntries(filters), sort } as ChaptersQueryDto;
}

it('a list, its total and single reads show what the rules say, for any scope, filters and order', async () => {
  await fc.assert(
    fc.asyncProperty(scopes, queries, async (made, asked) => {
      const query = queryOf(asked);
      scope = scopeOf(made);
      const ids = expected(scope, query);
      expect((await pagesOf(query)).map(({ id }) => id)).toEqual(ids);
      expect((await chapters.list(caller, { ...query, pageSize: 1 })).page).toMatchObject({
        totalItems: ids.length,
        totalKind: 'exact',
      });
      const read = ({ id }: ChapterDto) =>
        chapters.byId(caller, id).then(
          () => 200,
          ({ status }) => status,
        );
      expect(await Promise.all(all.map(read))).toEqual(all.map((row) => (sees(scope, row) ? 200 : 404)));
    }),
    { numRuns: propertyRuns(50) },
  );
});
