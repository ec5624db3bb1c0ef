// Real: PostgreSQL with row level security, the services. Faked: the scopes of callers; the structure, the announcements and the
// comments, written by SQL; what each caller should see, from all enrolments that there may be; jobs and the audit, which nothing here has.
import fc from 'fast-check';
import type { Caller } from '#platform/access';
import type { Audit } from '#platform/audit';
import { newId } from '#platform/ids';
import type { Jobs } from '#platform/jobs';
import { type CampusPlaces, makeCampusPlaces } from '../../../test/support/campus-places.js';
import { propertyRuns } from '../../../test/support/property-runs.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { CommentsService } from '../comments/comments.service.js';
import type { Notifier } from '../notifications/notifier.js';
import type { Enrolment, Scope } from '../scopes/scope.js';
import type { Scopes } from '../scopes/scopes.js';
import type { AnnouncementDto } from './announcements.dto.js';
import { AnnouncementsService } from './announcements.service.js';

const tenantId = newId();
const caller = { tenantId } as Caller;
const professors = [newId(), newId(), newId()];

let test: TestDatabase;
let announcements: AnnouncementsService;
let comments: CommentsService;
let scope: Scope;
let places: CampusPlaces;
let all: AnnouncementDto[];
/** A comment on a chapter of each subject, in each state. */
let commented: { id: string; subject: string; state: string }[];
/** All enrolments that there may be, each with the id of its subject. */
let enrolments: (Enrolment & { subject: string })[];

beforeAll(async () => {
  test = await testDatabase();
  const asFaked = { of: async () => scope } as unknown as Scopes;
  announcements = new AnnouncementsService(test.database, asFaked, {} as Jobs, {} as Audit);
  comments = new CommentsService(test.database, asFaked, {} as Notifier);
  places = await makeCampusPlaces(test.ownerUrl, tenantId);
  enrolments = [places.open, places.closed].flatMap((yearId) =>
    places.programmes.flatMap(({ id: programmeId, universityId, ufrId, subjects }) =>
      subjects.map(({ id: subject, level }) => ({ yearId, universityId, ufrId, programmeId, level, subject })),
    ),
  );
  const inForce = `set app.tenant_id = '${tenantId}'`;
  await runSql(
    test.ownerUrl,
    `${inForce};
     insert into campus.announcements (tenant_id, id, year_id, university_id, ufr_id, programme_id, level, title, body)
       select '${tenantId}', uuidv7(), y.id, p.university_id, p.ufr_id, p.id, l.level, 'Exam', ''
       from campus.years y, unnest('{L1,L2,null}'::text[]) l (level), (select university_id, ufr_id, id from campus.programmes
         union all select university_id, id, null from campus.ufrs union all select id, null, null from campus.universities
         union all select null, null, null) p;
     insert into campus.professors (tenant_id, id, name, name_key, email)
       select '${tenantId}', id, 'P', 'p', id || '@x.example' from unnest('{${professors.join(',')}}'::uuid[]) id;
     insert into campus.professor_subjects
       select tenant_id, p.id, s.id, university_id, ufr_id, programme_id, level
       from (select row_number() over (order by id) as n, * from campus.subjects) s
         join unnest('{${professors.slice(1).join(',')}}'::uuid[]) with ordinality p (id, n) on s.n % (3 * p.n) = 1;
     insert into campus.chapters (tenant_id, id, subject_id, university_id, ufr_id, programme_id, level, title, body, position, state,
         published_at)
       select tenant_id, uuidv7(), id, university_id, ufr_id, programme_id, level, 'A', '', 1, state, now()
       from campus.subjects, unnest('{published,archived}'::text[]) st (state);
     insert into campus.comments (tenant_id, id, chapter_id, by_professor, body)
       select tenant_id, uuidv7(), id, false, 'Why?' from campus.chapters`,
  );
  commented = await runSql(
    test.ownerUrl,
    `${inForce}; select m.id, c.subject_id as subject, c.state from campus.comments m join campus.chapters c on c.id = m.chapter_id`,
  );
  scope = { kind: 'tenant' };
  all = await listed();
});
afterAll(() => test?.close());

async function listed(): Promise<AnnouncementDto[]> {
  const rows: AnnouncementDto[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { data, page } = await announcements.list(caller, { limit: 100, ...(cursor && { cursor }) });
    rows.push(...data);
    cursor = page.next;
  }
  return rows;
}

const parts = ['yearId', 'universityId', 'ufrId', 'programmeId', 'level'] as const;
/** The enrolments that are in a place, of which null parts may be any. */
const within = (place: { readonly [Part in (typeof parts)[number]]?: string | null }) =>
  enrolments.filter((enrolment) => parts.every((part) => (place[part] ?? enrolment[part]) === enrolment[part]));

/** The enrolments that a scope sees. */
function seen(of: Scope, taught: readonly string[]): typeof enrolments {
  if (of.kind === 'tenant') return enrolments;
  if (of.kind === 'professor') return enrolments.filter(({ subject }) => taught.includes(subject));
  return (of.kind === 'staff' ? of.places : of.enrolment ? [of.enrolment] : []).flatMap(within);
}

const at = <T>(items: readonly T[], n: number) => items[n % items.length] as T;
const made = fc.record({
  kind: fc.constantFrom('tenant', 'staff', 'professor', 'student'),
  n: fc.nat(1000),
  some: fc.array(fc.nat(1000), { maxLength: 3 }),
});

async function scopeOf({ kind, n, some }: { kind: string; n: number; some: number[] }): Promise<Scope> {
  const id = kind === 'professor' ? at(professors, n) : newId();
  if (kind === 'professor') {
    const rows = await runSql<{ id: string }>(
      test.ownerUrl,
      `set app.tenant_id = '${tenantId}'; select subject_id as id from campus.professor_subjects where professor_id = '${id}'`,
    );
    return { kind, id, subjectIds: rows.map((row) => row.id) };
  }
  if (kind === 'staff') {
    const of = (i: number) => ({ ...at(places.programmes, i), ...(i % 3 ? {} : { ufrId: null }) });
    return { kind, id, places: some.map(of).map(({ universityId, ufrId }) => ({ universityId, ufrId })) };
  }
  if (kind !== 'student') return { kind: 'tenant' };
  const { subject: _, ...enrolment } = at(enrolments.slice(0, enrolments.length / 2), n);
  return { kind, id, enrolment: n % 5 ? enrolment : null };
}
const status = (read: Promise<unknown>) =>
  read.then(
    () => 200,
    ({ status }) => status,
  );

it('announcements and comments are shown to whoever sees some of the students whom they are for', async () => {
  await fc.assert(
    fc.asyncProperty(made, async (given) => {
      scope = await scopeOf(given);
      const sees = seen(scope, scope.kind === 'professor' ? scope.subjectIds : []);
      const shown = all.filter((announcement) => within(announcement).some((enrolment) => sees.includes(enrolment)));
      expect((await listed()).map(({ id }) => id)).toEqual(shown.map(({ id }) => id));
      const ids = new Set(shown.map(({ id }) => id));
      const read = await Promise.all(all.map(({ id }) => status(announcements.byId(caller, id))));
      expect(read).toEqual(all.map(({ id }) => (ids.has(id) ? 200 : 404)));
      const published = scope.kind === 'student';
      const may = ({ subject, state }: (typeof commented)[number]) =>
        sees.some((enrolment) => enrolment.subject === subject) && (!published || state === 'published');
      expect(await Promise.all(commented.map(({ id }) => status(comments.byId(caller, id))))).toEqual(
        commented.map((comment) => (may(comment) ? 200 : 404)),
      );
    }),
    { numRuns: propertyRuns(30) },
  );
});
