// Real: the whole API, PostgreSQL, people who sign in. Faked: nothing.
import { newId } from '#platform/ids';
import { audited } from '../../../test/support/audit-lines.js';
import { CampusCallers } from '../../../test/support/campus-callers.js';
import { makePerson } from '../../../test/support/people.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { personKinds } from './accounts.sql.js';

let api: TestApp;
let of: CampusCallers;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api?.close());
beforeEach(async () => {
  of = await CampusCallers.open(api);
});

/** Writes the row of somebody without an account. */
async function row(kind: (typeof personKinds)[number]): Promise<string> {
  const id = newId();
  const number = kind === 'students' ? [', number', `, '${id}'`] : ['', ''];
  await of.sql(`insert into campus.${kind} (tenant_id, id, name, name_key, email${number[0]})
    values ('${of.tenant.id}', '${id}', 'Ada', 'ada', '${id}@univ.example'${number[1]})`);
  return id;
}
const account = async (state: 'active' | 'unverified' = 'active', tenant = of.tenant) =>
  (await makePerson(api, tenant, { state })).user.id;
const set = (path: string, userId: unknown, version = '*', by = of.admin) =>
  of.call(by, 'PUT', `${path}/account`, { userId }, { 'if-match': version });

it.each(personKinds)('an admin says whose account it is of %s, at the version that was read', async (kind) => {
  const [first, second] = [`${kind}/${await row(kind)}`, `${kind}/${await row(kind)}`];
  const userId = await account();
  const given = await set(first, userId, '"v1"');
  expect([given.statusCode, given.headers.etag, given.json()]).toEqual([
    200,
    '"v2"',
    { id: first.split('/')[1], userId, version: 2 },
  ]);
  expect((await of.call(of.admin, 'GET', first)).json()).toMatchObject({ userId, version: 2 });
  expect((await set(first, null, '"v1"')).statusCode).toBe(412);
  const taken = await set(second, userId);
  expect([taken.statusCode, taken.json().code]).toEqual([409, 'account_taken']);
  expect((await set(first, null, '"v2"')).json()).toMatchObject({ userId: null, version: 3 });
  expect((await set(second, userId)).statusCode).toBe(200);
  expect(await audited(api, of.tenant.id, first.split('/')[1])).toEqual(Array(2).fill('campus.account.set'));
  const gone = await set(`${kind}/${newId()}`, userId);
  expect([gone.statusCode, gone.json().code]).toEqual([404, expect.stringMatching(/_not_found$/)]);
});

it('a user of another tenant, one who has not proven the address, and nonsense are refused', async () => {
  const path = `students/${await row('students')}`;
  const other = await CampusCallers.open(api);
  const strangers = [await account('unverified'), await account('active', other.tenant), newId()];
  for (const userId of strangers) {
    const { code, status, errors } = (await set(path, userId)).json();
    expect([status, code, errors[0].pointer]).toEqual([422, 'unknown_account', '/userId']);
  }
  for (const userId of [undefined, 'me', 1]) expect((await set(path, userId)).json().code).toBe('validation_failed');
  const staff = await of.staff(of.programme(0).universityId);
  expect((await set(path, await account(), '*', staff)).json().code).toBe('forbidden');
  expect((await set(path, await account(), '*', other.admin)).json().code).toBe('unknown_account');
});
