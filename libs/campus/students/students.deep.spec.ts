// Real: the whole API, PostgreSQL, people who sign in. Faked: the structure, and the links of accounts, written by SQL.
import { newId } from '#platform/ids';
import { audited } from '../../../test/support/audit-lines.js';
import {
  type CampusPlaces,
  linkAccount,
  makeCampusPlaces,
  type Programme,
} from '../../../test/support/campus-places.js';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

let api: TestApp;
let tenant: { id: string; slug: string };
let admin: SignedIn;
let places: CampusPlaces;
let made = 0;

beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api?.close());
beforeEach(async () => {
  tenant = await freshTenant(api);
  admin = await signedIn(api, tenant, 'admin');
  places = await makeCampusPlaces(api.database.ownerUrl, tenant.id);
});

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
const call = (by: SignedIn, method: Method, path: string, body?: object, version = '*') =>
  callAs(api, by.token, method, `/v1/campus/${path}`, body, { 'if-match': version });
const programme = (index: number) => places.programmes[index] as Programme;
const enrolment = (index: number, level = 'L1') => ({ programmeId: programme(index).id, level });
const enrolled = (index: number, level = 'L1') => ({ ...enrolment(index, level), yearId: places.open });
const person = (name: string) => {
  made += 1;
  return { name, email: `Person-${made}@Univ.example`, number: `N${made}` };
};
const add = async (name: string, index: number, level = 'L1') =>
  (await call(admin, 'POST', 'students', { ...person(name), enrolment: enrolled(index, level) })).json();
const names = async (by: SignedIn, query = '') =>
  (await call(by, 'GET', `students?sort=name${query}`)).json().data.map(({ name }: { name: string }) => name);

async function staffOf(...indexes: readonly number[]): Promise<SignedIn> {
  const user = await signedIn(api, tenant, 'editor');
  const at = indexes.map((index) => ({ universityId: programme(index).universityId, ufrId: programme(index).ufrId }));
  const { number: _, ...member } = person('Staff');
  const answer = await call(admin, 'POST', 'staff', { ...member, places: at });
  await linkAccount(api.database.ownerUrl, tenant.id, 'staff', answer.json().id, user.id);
  return user;
}

async function professorOf(...subjectIds: readonly string[]): Promise<SignedIn> {
  const user = await signedIn(api, tenant, 'editor');
  const { number: _, ...professor } = person('Professor');
  const answer = await call(admin, 'POST', 'professors', { ...professor, subjectIds });
  await linkAccount(api.database.ownerUrl, tenant.id, 'professors', answer.json().id, user.id);
  return user;
}

it('staff list the students of their places, and professors those of their programme and level', async () => {
  await add('Ada', 0);
  await add('Émile', 0, 'L2');
  await add('Chloé', 2);
  await add('Zoé', 4);
  expect(await names(admin)).toEqual(['Ada', 'Chloé', 'Émile', 'Zoé']);
  expect(await names(await staffOf(0))).toEqual(['Ada', 'Émile']);
  expect(await names(await staffOf(0, 4))).toEqual(['Ada', 'Émile', 'Zoé']);
  expect(await names(await staffOf(0, 4), `&university=${programme(4).universityId}`)).toEqual(['Zoé']);
  expect(await names(await staffOf(0), `&university=${programme(4).universityId}`)).toEqual([]);
  const l2 = programme(0).subjects.find(({ level }) => level === 'L2');
  expect(await names(await professorOf(l2?.id ?? ''))).toEqual(['Émile']);
  expect(await names(await professorOf())).toEqual([]);
});

it('a student sees no list of students, and whoever is nobody here is told so', async () => {
  const { id } = await add('Ada', 0);
  const [user, nobody] = [await signedIn(api, tenant, 'editor'), await signedIn(api, tenant, 'editor')];
  await linkAccount(api.database.ownerUrl, tenant.id, 'students', id, user.id);
  expect(await names(user)).toEqual([]);
  expect((await call(user, 'GET', `students/${id}`)).json()).toMatchObject({ code: 'student_not_found' });
  expect((await call(nobody, 'GET', 'students')).json()).toMatchObject({ code: 'no_campus_scope', status: 403 });
});

it('staff read and write students within their places alone', async () => {
  const [mine, theirs] = [await add('Ada', 0), await add('Zoé', 4)];
  const staff = await staffOf(0, 2);
  const refused = async (method: Method, path: string, body?: object) =>
    (await call(staff, method, path, body)).json().code;
  expect((await call(staff, 'GET', `students/${mine.id}`)).json()).toEqual(mine);
  expect(await refused('GET', `students/${theirs.id}`)).toBe('student_not_found');
  expect(await refused('PUT', `students/${theirs.id}`, person('Stolen'))).toBe('student_not_found');
  const { number } = mine;
  expect(await refused('PUT', `students/${theirs.id}`, { ...person('Stolen'), number })).toBe('student_not_found');
  expect(await refused('PUT', `students/${theirs.id}/enrolments/${places.open}`, enrolment(0))).toBe(
    'student_not_found',
  );
  expect(await refused('PUT', `students/${mine.id}/enrolments/${places.open}`, enrolment(4))).toBe('unknown_place');
  expect(await refused('POST', 'students', { ...person('New'), enrolment: enrolled(4) })).toBe('unknown_place');
  expect(await refused('POST', 'students', person('New'))).toBe('enrolment_required');
  expect(await refused('DELETE', `students/${mine.id}`)).toBe('forbidden');
  const moved = await call(staff, 'PUT', `students/${mine.id}/enrolments/${places.open}`, enrolment(2), '"v1"');
  expect(moved.json()).toMatchObject({ programmeId: programme(2).id, ufrId: programme(2).ufrId, version: 2 });
  expect((await call(staff, 'POST', 'students', { ...person('New'), enrolment: enrolled(0) })).statusCode).toBe(201);
  const [subject] = programme(2).subjects;
  const professor = await professorOf(subject?.id ?? '');
  expect((await call(professor, 'GET', `students/${mine.id}`)).statusCode).toBe(200);
  expect((await call(professor, 'PUT', `students/${mine.id}`, person('Ada'))).json().code).toBe('students_read_only');
});

it('a student in two places of a year after the other is seen in each with its own enrolment', async () => {
  const { id } = await add('Ada', 0);
  const [here, there] = [await staffOf(0), await staffOf(4)];
  const before = `students/${id}/enrolments/${places.closed}`;
  const state = (to: string) =>
    runSql(
      api.database.ownerUrl,
      `set app.tenant_id = '${tenant.id}'; update campus.years set state = '${to}' where id = '${places.closed}'`,
    );
  await state('preparing');
  await call(admin, 'PUT', before, { ...enrolment(4), state: 'left' });
  await state('closed');
  expect((await call(admin, 'PUT', before, enrolment(4))).json()).toMatchObject({
    code: 'year_is_closed',
    status: 409,
  });
  const yearsOf = async (by: SignedIn) =>
    (await call(by, 'GET', `students/${id}`)).json().enrolments.map(({ yearId }: { yearId: string }) => yearId);
  expect([await yearsOf(admin), await yearsOf(here), await yearsOf(there)]).toEqual([
    [places.open, places.closed],
    [places.open],
    [places.closed],
  ]);
  // Theirs is the former enrolment, and so not the one to move.
  const answer = await call(there, 'PUT', `students/${id}/enrolments/${places.open}`, enrolment(4));
  expect(answer.json()).toMatchObject({ code: 'enrolment_not_found', status: 404 });
  expect(await names(there)).toEqual([]);
  expect(await names(there, `&year=${places.closed}`)).toEqual(['Ada']);
});

it('staff change whoever is enrolled with them, and only read whoever was in years that are closed', async () => {
  const { id, number } = await add('Ada', 0);
  const [here, there] = [await staffOf(0), await staffOf(4)];
  const { universityId, ufrId } = programme(4);
  await runSql(
    api.database.ownerUrl,
    `set app.tenant_id = '${tenant.id}'; insert into campus.enrolments (tenant_id, id, student_id, year_id, university_id, ufr_id,
       programme_id, level, state, name_key, number) values ('${tenant.id}', uuidv7(), '${id}', '${places.closed}', '${universityId}',
       '${ufrId}', '${programme(4).id}', 'L1', 'left', 'ada', '${number}')`,
  );
  // Whose account the student has follows the address.
  const taken = { ...person('Ada'), number };
  expect((await call(there, 'GET', `students/${id}`)).statusCode).toBe(200);
  expect((await call(there, 'PUT', `students/${id}`, taken)).json()).toMatchObject({
    code: 'former_student',
    status: 403,
  });
  expect((await call(there, 'PUT', `students/${id}`, taken, '"v9"')).statusCode).toBe(412);
  expect((await call(here, 'PUT', `students/${id}`, taken)).statusCode).toBe(200);
});

it('staff neither enrol nor change a former student whom another place has now, and those of the open year change them', async () => {
  const { id, number, email } = await add('Ada', 0);
  const [here, there] = [await staffOf(0), await staffOf(4)];
  const { universityId, ufrId } = programme(4);
  const [next, later] = ['2027', '2028'].map((name) => ({ name, id: newId() }));
  const sql = (text: string) => runSql(api.database.ownerUrl, `set app.tenant_id = '${tenant.id}'; ${text}`);
  for (const { name, id } of [next, later] as { name: string; id: string }[])
    await sql(`insert into campus.years (tenant_id, id, name, name_key, starts_on, ends_on)
      values ('${tenant.id}', '${id}', '${name}', '${name}', '${name}-09-01', '${name}-12-31')`);
  await sql(`insert into campus.enrolments (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id, level, state,
    name_key, number) values ('${tenant.id}', '${newId()}', '${id}', '${places.closed}', '${universityId}', '${ufrId}',
    '${programme(4).id}', 'L1', 'left', 'ada', '${number}')`);
  const ahead = `students/${id}/enrolments/${next?.id}`;
  const refused = { code: 'former_student', status: 403 };
  expect((await call(there, 'PUT', ahead, enrolment(4))).json()).toMatchObject(refused);
  const theirs = await add('Bo', 4);
  expect((await call(there, 'PUT', `students/${theirs.id}/enrolments/${next?.id}`, enrolment(4))).statusCode).toBe(200);
  expect((await call(admin, 'PUT', ahead, enrolment(4))).statusCode).toBe(200);
  const taken = { ...person('Ada'), number };
  expect((await call(there, 'PUT', `students/${id}`, taken)).json()).toMatchObject({
    code: 'former_student',
    status: 403,
  });
  expect((await call(admin, 'GET', `students/${id}`)).json().email).toBe(email);
  expect((await call(here, 'PUT', `students/${id}`, taken)).statusCode).toBe(200);
  // Somebody whose first year is the next one is changed by those who enrolled them.
  const added = { ...person('New'), enrolment: { ...enrolment(4), yearId: later?.id } };
  const young = (await call(there, 'POST', 'students', added)).json();
  expect((await call(there, 'PUT', `students/${young.id}`, person('Newer'))).statusCode).toBe(200);
  expect((await call(here, 'PUT', `students/${young.id}`, person('Stolen'))).json().code).toBe('student_not_found');
  // With no place in a year that is not closed but theirs.
  expect((await call(there, 'PUT', `students/${young.id}/enrolments/${places.open}`, enrolment(4))).statusCode).toBe(
    200,
  );
});

it('a change is at the version that was read, and renames the student in lists and in the search', async () => {
  const { id, number } = await add('Chloé Martin', 0);
  const change = (body: object, version: string) => call(admin, 'PUT', `students/${id}`, body, version);
  const renamed = { ...person('Zoé Durand'), number };
  expect((await change(renamed, '"v7"')).statusCode).toBe(412);
  expect((await change(renamed, '"v1"')).json()).toMatchObject({ name: 'Zoé Durand', version: 2 });
  expect(await names(admin, '&search=durand')).toEqual(['Zoé Durand']);
  expect(await names(admin, '&search=martin')).toEqual([]);
  expect((await call(admin, 'PUT', `students/${id}/enrolments/${places.open}`, enrolment(0), '"v9"')).statusCode).toBe(
    412,
  );
  expect((await call(admin, 'DELETE', `students/${id}`)).statusCode).toBe(204);
  expect(await audited(api, tenant.id, id)).toContain('campus.student.deleted');
  const left = await runSql(
    api.database.ownerUrl,
    `set app.tenant_id = '${tenant.id}'; select from campus.student_words union all select from campus.enrolments`,
  );
  expect(left).toEqual([]);
});

it('refuses doubles, and what does not exist, by name', async () => {
  const { email, number } = await add('Ada', 0);
  const post = async (student: object) =>
    (await call(admin, 'POST', 'students', { ...person('New'), ...student })).json();
  expect(await post({ number })).toMatchObject({ code: 'student_number_taken', status: 409 });
  expect(await post({ email: email.toUpperCase() })).toMatchObject({ code: 'address_taken', status: 409 });
  expect(await post({ enrolment: { ...enrolled(0), level: 'M1' } })).toMatchObject({ code: 'level_not_offered' });
  expect(await post({ enrolment: { ...enrolled(0), yearId: number && programme(0).id } })).toMatchObject({
    code: 'not_in_structure',
  });
  expect(await post({ enrolment: { ...enrolled(0), programmeId: places.open } })).toMatchObject({
    code: 'unknown_place',
    errors: [{ pointer: '/enrolment/programmeId' }],
  });
  const { ufrId, id } = programme(2);
  await runSql(
    api.database.ownerUrl,
    `set app.tenant_id = '${tenant.id}'; update campus.ufrs set archived_at = now() where id = '${ufrId}'`,
  );
  expect(await post({ enrolment: enrolled(2) })).toMatchObject({
    code: 'is_archived',
    detail: expect.stringContaining(id),
  });
  expect(await post({ name: 'a'.repeat(10_000) })).toMatchObject({ code: 'validation_failed', status: 400 });
  expect(await post({ email: 'nobody' })).toMatchObject({ code: 'validation_failed', status: 400 });
});

it.each([
  ['the year is closed', `years set state = 'closed' where state = 'open'`, 'year_is_closed'],
  ['the programme is archived', 'programmes set archived_at = now()', 'is_archived'],
  ['the programme loses the level', `programmes set levels = '{L2}'`, 'level_not_offered'],
])('nobody is enrolled where %s beside it', async (_, change, code) => {
  const { id } = (await call(admin, 'POST', 'students', person('Ada'))).json();
  await using held = await heldTransaction(
    api.database.ownerUrl,
    `set local app.tenant_id = '${tenant.id}'; update campus.${change}`,
  );
  const answer = call(admin, 'PUT', `students/${id}/enrolments/${places.open}`, enrolment(0));
  await held.blocks();
  await held.commit();
  expect((await answer).json()).toMatchObject({ code });
});

it('another tenant sees none of it', async () => {
  const { id } = await add('Ada', 0);
  const stranger = await signedIn(api, await freshTenant(api), 'owner');
  expect(await names(stranger)).toEqual([]);
  expect((await call(stranger, 'GET', `students/${id}`)).json()).toMatchObject({ code: 'student_not_found' });
});
