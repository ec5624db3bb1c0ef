// Real: the whole API, PostgreSQL, people who sign in. Faked: the structure, and the links of accounts, written by SQL.
import { newId } from '#platform/ids';
import { audited } from '../../../test/support/audit-lines.js';
import {
  type CampusPlaces,
  linkAccount,
  makeCampusPlaces,
  type Programme,
} from '../../../test/support/campus-places.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
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

const call = (by: SignedIn, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object, version = '*') =>
  callAs(api, by.token, method, `/v1/campus/${path}`, body, { 'if-match': version });
const programme = (index: number) => places.programmes[index] as Programme;
const subjectOf = (index: number) => programme(index).subjects[0]?.id as string;
const person = (name: string) => {
  made += 1;
  return { name, email: `Person-${made}@Univ.example` };
};
const add = async (name: string, ...indexes: readonly number[]) =>
  (await call(admin, 'POST', 'professors', { ...person(name), subjectIds: indexes.map(subjectOf) })).json();
const names = async (by: SignedIn, query = '') =>
  (await call(by, 'GET', `professors${query}`)).json().data.map(({ name }: { name: string }) => name);

async function account(table: 'professors' | 'staff', id: string): Promise<SignedIn> {
  const user = await signedIn(api, tenant, 'editor');
  await linkAccount(api.database.ownerUrl, tenant.id, table, id, user.id);
  return user;
}

it('professors are listed by university and subject, and staff see who teaches in their places', async () => {
  const both = await add('Zoé', 0, 4);
  const here = await add('Émile', 1);
  const there = await add('Ada', 5);
  expect(await names(admin)).toEqual(['Ada', 'Émile', 'Zoé']);
  expect(await names(admin, '?sort=-createdAt')).toEqual(['Ada', 'Émile', 'Zoé']);
  expect(await names(admin, `?university=${programme(0).universityId}`)).toEqual(['Émile', 'Zoé']);
  expect(await names(admin, `?subject=${subjectOf(4)}`)).toEqual(['Zoé']);
  const { universityId, ufrId } = programme(0);
  const member = await call(admin, 'POST', 'staff', { ...person('Staff'), places: [{ universityId, ufrId }] });
  const staff = await account('staff', member.json().id);
  expect(await names(staff)).toEqual(['Émile', 'Zoé']);
  expect(await names(staff, `?subject=${subjectOf(0)}`)).toEqual(['Zoé']);
  expect(await names(staff, `?university=${programme(4).universityId}`)).toEqual(['Zoé']);
  expect((await call(staff, 'GET', `professors/${here.id}`)).json()).toEqual(here);
  expect((await call(staff, 'GET', `professors/${there.id}`)).json().code).toBe('professor_not_found');
  expect((await call(staff, 'POST', 'professors', { ...person('New'), subjectIds: [] })).json().code).toBe('forbidden');
  expect((await call(staff, 'GET', 'staff')).json().code).toBe('forbidden');
  const professor = await account('professors', both.id);
  expect(await names(professor)).toEqual([]);
});

it('a change replaces the subjects, at the version that was read', async () => {
  const { id, email } = await add('Ada', 0, 4);
  const change = (subjectIds: readonly string[], version: string) =>
    call(admin, 'PUT', `professors/${id}`, { name: 'Ada L.', email, subjectIds }, version);
  expect((await change([subjectOf(5)], '"v2"')).statusCode).toBe(412);
  expect((await change([subjectOf(5)], '"v1"')).json()).toMatchObject({
    name: 'Ada L.',
    subjectIds: [subjectOf(5)],
    version: 2,
  });
  expect((await change([newId(), subjectOf(0)], '"v2"')).json()).toMatchObject({
    code: 'unknown_subject',
    status: 422,
  });
  expect((await call(admin, 'GET', `professors/${id}`)).json()).toMatchObject({ subjectIds: [subjectOf(5)] });
  const twin = await call(admin, 'POST', 'professors', { name: 'Eve', email: email.toUpperCase(), subjectIds: [] });
  expect(twin.json()).toMatchObject({ code: 'address_taken', status: 409 });
  expect((await call(admin, 'DELETE', `professors/${id}`, undefined, '"v1"')).statusCode).toBe(412);
  expect((await call(admin, 'DELETE', `professors/${id}`)).statusCode).toBe(204);
  expect(await names(admin)).toEqual([]);
  const written = 'campus.professor.written';
  expect(await audited(api, tenant.id, id)).toEqual([written, written, 'campus.professor.deleted']);
});

it('staff have universities and UFRs that there are, each once', async () => {
  const [here, there] = [programme(0), programme(4)];
  const write = async (at: readonly object[], id?: string) =>
    (await call(admin, id ? 'PUT' : 'POST', id ? `staff/${id}` : 'staff', { ...person('Ada'), places: at })).json();
  const whole = { universityId: here.universityId, ufrId: null };
  const part = { universityId: there.universityId, ufrId: there.ufrId };
  const { id, places: given } = await write([whole, part]);

  expect(given).toEqual(expect.arrayContaining([whole, part]));
  expect(await write([part], id)).toMatchObject({ places: [part], version: 2 });
  expect(await write([{ ...part, universityId: here.universityId }])).toMatchObject({ code: 'unknown_place' });
  const nowhere = newId();
  expect(await write([part, { universityId: nowhere }])).toMatchObject({
    code: 'unknown_place',
    status: 422,
    detail: expect.stringContaining(nowhere),
    errors: [{ pointer: '/places/1' }],
  });
  expect(await write([whole, { universityId: here.universityId }])).toMatchObject({ code: 'validation_failed' });
  expect(await write([])).toMatchObject({ code: 'validation_failed' });
  const listed = (await call(admin, 'GET', 'staff')).json().data;
  expect(listed).toMatchObject([{ id, places: [part] }]);
  expect((await call(admin, 'DELETE', `staff/${id}`, undefined, '"v1"')).statusCode).toBe(412);
  expect((await call(admin, 'DELETE', `staff/${id}`)).statusCode).toBe(204);
  expect((await call(admin, 'GET', `staff/${id}`)).json()).toMatchObject({ code: 'staff_not_found', status: 404 });
  const written = 'campus.staff.written';
  expect(await audited(api, tenant.id, id)).toEqual([written, written, 'campus.staff.deleted']);
});
