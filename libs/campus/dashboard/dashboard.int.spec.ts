// Real: the whole API, PostgreSQL, people who sign in. Faked: the structure, the people of the universities, chapters and operations
// that run, which SQL wrote.
import { newId } from '#platform/ids';
import { CampusCallers } from '../../../test/support/campus-callers.js';
import type { SignedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import type { DashboardDto } from './dashboard.dto.js';

let api: TestApp;
let campus: CampusCallers;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api?.close());
beforeEach(async () => {
  campus = await CampusCallers.open(api);
});

const read = async (by: SignedIn, query = ''): Promise<DashboardDto> =>
  (await campus.call(by, 'GET', `dashboard${query}`)).json();
const refused = async (by: SignedIn, query = '') => {
  const { status, code } = (await campus.call(by, 'GET', `dashboard${query}`)).json();
  return [status, code];
};
const totals = (active: number, suspended = 0, left = 0) => ({ active, suspended, left });
/** Students of the first programme, of another of its UFR, of the other UFR, and of another university. */
async function enrolled() {
  const [first, second, third] = [await campus.student(0), await campus.student(0), await campus.student(0, 'L2')];
  for (const [state, { rowId }] of [
    ['suspended', second],
    ['left', third],
  ] as const)
    await campus.sql(`update campus.enrolments set state = '${state}' where student_id = '${rowId}'`);
  const [beside, above, elsewhere] = [
    await campus.student(1),
    await campus.student(2, 'L2'),
    await campus.student(4, 'D'),
  ];
  return [elsewhere, above, beside, third, second, first].map(({ rowId }) => rowId);
}
const write = (n: number, at: string, state = 'published') =>
  campus.sql(`insert into campus.chapters
      (tenant_id, id, subject_id, university_id, ufr_id, programme_id, level, title, body, position, state, published_at, created_at)
    select tenant_id, '${newId()}', id, university_id, ufr_id, programme_id, level, 'A', '', 1, '${state}', now(), '${at}'
    from campus.subjects where id = '${campus.subject(n)}'`);
const ids = ({ newestStudents }: DashboardDto) => newestStudents.map(({ studentId }) => studentId);

it('admins see all of the open year, staff what is in their places, and other tenants nothing', async () => {
  const students = await enrolled();
  const [here, there] = [await campus.professor(campus.subject(0)), await campus.professor(campus.subject(4))];
  const { id, universityId, ufrId } = campus.programme(0);
  const others = [campus.programme(1), campus.programme(2), campus.programme(4)];
  const all = await read(campus.admin);
  expect(all).toMatchObject({ year: { id: campus.places.open, state: 'open' }, enrolments: totals(4, 1, 1) });
  expect(new Map(all.universities.map(({ universityId: of, ...counts }) => [of, counts]))).toEqual(
    new Map([
      [universityId, totals(3, 1, 1)],
      [campus.programme(4).universityId, totals(1)],
    ]),
  );
  expect(new Map(all.programmes.map(({ programmeId, ...counts }) => [programmeId, counts]))).toEqual(
    new Map([[id, totals(1, 1, 1)], ...others.map((each) => [each.id, totals(1)] as const)]),
  );
  expect(all.levels).toEqual([
    { level: 'L1', ...totals(2, 1) },
    { level: 'L2', ...totals(1, 0, 1) },
    { level: 'D', ...totals(1) },
  ]);
  expect(ids(all)).toEqual(students);
  expect(all.newestProfessors.map((each) => each.id)).toEqual([there.rowId, here.rowId]);

  const [whole, part] = [await campus.staff(universityId), await campus.staff(universityId, ufrId)];
  expect((await read(whole)).enrolments).toEqual(totals(3, 1, 1));
  const theirs = await read(part);
  expect(theirs).toMatchObject({
    enrolments: totals(2, 1, 1),
    universities: [{ universityId, ...totals(2, 1, 1) }],
    newestProfessors: [{ id: here.rowId }],
  });
  expect(ids(theirs)).toEqual(students.slice(2));
  const other = await CampusCallers.open(api);
  const empty = { enrolments: totals(0), universities: [], programmes: [], levels: [], newestStudents: [], weeks: [] };
  expect((await other.call(other.admin, 'GET', 'dashboard')).json()).toMatchObject({ ...empty, newestProfessors: [] });
});

it('counts the chapters of the days of a year by the week, to staff those of their places', async () => {
  for (const at of ['2026-08-31T23:59:59.999Z', '2027-09-01T00:00Z']) await write(0, at);
  for (const at of ['2026-09-01T00:00Z', '2026-09-06T23:59:59.999Z', '2026-09-07T00:00Z']) await write(0, at);
  await write(4, '2026-09-13T12:00Z', 'draft');
  await write(4, '2027-08-31T23:59:59.999Z');
  const first = { week: '2026-08-31', chapters: 2 };
  expect((await read(campus.admin)).weeks).toEqual([
    first,
    { week: '2026-09-07', chapters: 2 },
    { week: '2027-08-30', chapters: 1 },
  ]);
  const { universityId } = campus.programme(0);
  expect((await read(await campus.staff(universityId))).weeks).toEqual([first, { week: '2026-09-07', chapters: 1 }]);
});

it('is of another year where one is asked for, and of none where none is open', async () => {
  const student = await campus.student(0);
  const { open, closed } = campus.places;
  const none = { enrolments: totals(0), newestStudents: [], weeks: [] };
  expect(await read(campus.admin, `?year=${closed}`)).toMatchObject({ ...none, year: { id: closed, state: 'closed' } });
  await campus.sql(`update campus.years set state = 'closed'`);
  expect(await read(campus.admin)).toMatchObject({ ...none, year: null });
  const former = await read(campus.admin, `?year=${open}`);
  expect([former.enrolments, ids(former)]).toEqual([totals(1), [student.rowId]]);
  expect(await refused(campus.admin, `?year=${newId()}`)).toEqual([404, 'not_in_structure']);
});

it('shows what runs in the campus, to those who may cancel it', async () => {
  const [applies, exports] = [newId(), newId()];
  const row = (id: string, kind: string, state: string, permission: string, at: CampusCallers) =>
    at.sql(`insert into platform.operations (tenant_id, id, kind, state, cancel_permission)
      values ('${at.tenant.id}', '${id}', '${kind}', '${state}', '${permission}')`);
  await row(applies, 'campus.apply-roster', 'running', 'campus.administer', campus);
  await row(exports, 'campus.export-roster', 'running', 'campus.edit', campus);
  await row(newId(), 'campus.apply-roster', 'succeeded', 'campus.administer', campus);
  await row(newId(), 'tests.work', 'running', 'campus.edit', campus);
  await row(newId(), 'campus.apply-roster', 'running', 'campus.administer', await CampusCallers.open(api));
  const running = async (by: SignedIn) => (await read(by)).operations.map(({ id }) => id);
  expect(await running(campus.admin)).toEqual([exports, applies]);
  expect(await running(await campus.staff(campus.programme(0).universityId))).toEqual([exports]);
});

it('professors and students have none', async () => {
  expect(await refused(await campus.professor(campus.subject(0)))).toEqual([403, 'dashboard_of_staff']);
  expect(await refused(await campus.student(0))).toEqual([403, 'forbidden']);
});
