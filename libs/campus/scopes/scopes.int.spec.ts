// Real: the whole API, PostgreSQL, people who sign in. Faked: the structure, the rows of people and the links of their accounts,
// written by SQL.
import type { Caller } from '#platform/access';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { type CampusPlaces, makeCampusPlaces, type Programme } from '../../../test/support/campus-places.js';
import { freshTenant } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { Scopes } from './scopes.js';

let api: TestApp;
let tenantId: string;
let places: CampusPlaces;
let scopes: Scopes;

beforeAll(async () => {
  api = await startTestApp();
  scopes = new Scopes(api.app.get(Database));
});
afterAll(() => api?.close());
beforeEach(async () => {
  tenantId = (await freshTenant(api)).id;
  places = await makeCampusPlaces(api.database.ownerUrl, tenantId);
});

const write = (...sql: readonly string[]) =>
  runSql(api.database.ownerUrl, [`set app.tenant_id = '${tenantId}'`, ...sql].join(';'));
const programme = (index: number) => places.programmes[index] as Programme;
/** A row of a person with the account of this user. */
const row = (table: string, userId: string, id = newId(), columns = '', values = '') =>
  `insert into campus.${table} (tenant_id, id, name, name_key, email, user_id${columns})
   values ('${tenantId}', '${id}', 'Ada', 'ada', '${id}@univ.example', '${userId}'${values})`;
const student = (userId: string, id: string) => row('students', userId, id, ', number', `, '${id}'`);
const enrolled = (id: string, year: string, { id: programmeId, universityId, ufrId }: Programme, state = 'active') =>
  `insert into campus.enrolments
     (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id, level, state, name_key, number)
   values ('${tenantId}', '${newId()}', '${id}', '${year}', '${universityId}', '${ufrId}', '${programmeId}', 'L1', '${state}', 'ada', '1')`;
const teaches = (id: string, { id: programmeId, universityId, ufrId, subjects: [subject] }: Programme) =>
  `insert into campus.professor_subjects
   values ('${tenantId}', '${id}', '${subject?.id}', '${universityId}', '${ufrId}', '${programmeId}', '${subject?.level}')`;
const worksIn = (id: string, universityId: string, ufrId?: string) =>
  `insert into campus.staff_places
   values ('${tenantId}', '${id}', '${ufrId ?? universityId}', '${universityId}', ${ufrId ? `'${ufrId}'` : 'null'})`;

/** Somebody who is signed in, with the permissions of an editor. */
const user = (userId: string, ...permissions: readonly string[]): Caller => ({
  kind: 'member',
  id: userId,
  name: 'Ada',
  permissions: new Set(['campus.read', 'campus.edit', ...permissions]),
  tenantId,
  session: { id: newId(), role: 'editor' },
});
const key = (...permissions: readonly string[]): Caller => ({
  kind: 'key',
  id: newId(),
  name: 'A key',
  permissions: new Set(permissions),
  tenantId,
});
const refused = { code: 'no_campus_scope' };

it('an admin has the tenant, also by a key', async () => {
  expect(await scopes.of(user(newId(), 'campus.administer'))).toEqual({ kind: 'tenant' });
  expect(await scopes.of(key('campus.administer'))).toEqual({ kind: 'tenant' });
});

it('whoever is nobody here, and a key of no user, is refused', async () => {
  await write(row('staff', newId()));
  await expect(scopes.of(user(newId()))).rejects.toMatchObject(refused);
  await expect(scopes.of(key('campus.read', 'campus.edit'))).rejects.toMatchObject(refused);
});

it('staff have their places, also behind a personal key, and lose one at once', async () => {
  const [userId, id] = [newId(), newId()];
  const [here, there] = [programme(0), programme(4)];
  await write(row('staff', userId, id), worksIn(id, here.universityId), worksIn(id, there.universityId, there.ufrId));
  const [all, part] = [
    { universityId: here.universityId, ufrId: null },
    { universityId: there.universityId, ufrId: there.ufrId },
  ];
  const both = { kind: 'staff', id, places: expect.arrayContaining([all, part]) };
  expect(await scopes.of(user(userId))).toEqual(both);
  expect(await scopes.of({ ...key('campus.edit'), userId })).toEqual(both);
  await write(`delete from campus.staff_places where place_id = '${there.ufrId}'`);
  expect(await scopes.of(user(userId))).toEqual({ kind: 'staff', id, places: [all] });
});

it('a professor has subjects, and who is staff too has the scope of staff', async () => {
  const [userId, id, staffId] = [newId(), newId(), newId()];
  await write(row('professors', userId, id), teaches(id, programme(0)), teaches(id, programme(5)));
  const taught = [programme(0), programme(5)].map(({ subjects }) => subjects[0]?.id);
  expect(await scopes.of(user(userId))).toEqual({
    kind: 'professor',
    id,
    subjectIds: expect.arrayContaining(taught),
  });
  await write(row('staff', userId, staffId));
  expect(await scopes.of(user(userId))).toEqual({ kind: 'staff', id: staffId, places: [] });
});

it('a student has the enrolment of the open year, unless it was ended or suspended', async () => {
  const [userId, id] = [newId(), newId()];
  const { id: programmeId, universityId, ufrId } = programme(3);
  await write(student(userId, id), enrolled(id, places.closed, programme(0)));
  expect(await scopes.of(user(userId))).toEqual({ kind: 'student', id, enrolment: null });
  await write(enrolled(id, places.open, programme(3)));
  const enrolment = { yearId: places.open, universityId, ufrId, programmeId, level: 'L1' };
  expect(await scopes.of(user(userId))).toEqual({ kind: 'student', id, enrolment });
  for (const state of ['left', 'suspended']) {
    await write(`update campus.enrolments set state = '${state}' where year_id = '${places.open}'`);
    expect(await scopes.of(user(userId))).toMatchObject({ enrolment: null });
  }
});

it('the account of another tenant is nobody here', async () => {
  const userId = newId();
  await write(row('staff', userId));
  const { id } = await freshTenant(api);
  await expect(scopes.of({ ...user(userId), tenantId: id })).rejects.toMatchObject(refused);
});
