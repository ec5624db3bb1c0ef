// Real: the whole API and its worker, PostgreSQL, people who register, are imported, verify and sign in. Faked: nothing.
import { Persons } from '#auth';
import { newId } from '#platform/ids';
import { CampusCallers } from '../../../test/support/campus-callers.js';
import { header, rosterColumns, row } from '../../../test/support/campus-rosters.js';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { type Mailbox, mailboxOf } from '../../../test/support/mailbox.js';
import { makePerson } from '../../../test/support/people.js';
import { callAs } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';
import { personKinds } from './accounts.sql.js';

let api: TestApp;
let mailbox: Mailbox;
let of: CampusCallers;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
  mailbox = mailboxOf(api);
});
afterAll(() => api?.close());
beforeEach(async () => {
  of = await CampusCallers.open(api);
});

type Kind = (typeof personKinds)[number];
const address = () => `${newId()}@univ.example`;
const content = (kind: Kind, email: string) => ({
  name: 'Ada Martin',
  email,
  ...(kind === 'students' && { number: newId().slice(0, 30) }),
  ...(kind === 'professors' && { subjectIds: [] }),
  ...(kind === 'staff' && { places: [{ universityId: of.programme(0).universityId }] }),
});
const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) =>
  (await of.call(of.admin, method, path, body)).json();
/** Adds somebody, and resolves to where they are read. */
const added = async (kind: Kind, email: string) => `${kind}/${(await ask('POST', kind, content(kind, email))).id}`;
const accountOf = async (path: string): Promise<string | null> => (await ask('GET', path)).userId;
const linked = (path: string, id: string) => until(async () => (await accountOf(path)) === id);
const user = async (email: string, state: 'active' | 'unverified' = 'active', tenant = of.tenant) =>
  (await makePerson(api, tenant, { email, state })).user.id;
/** Once the worker has handled what the tenant’s users did so far. */
const handled = () =>
  until(async () => (await of.sql('select from platform.outbox where forwarded_at is null')).length === 0);

it.each(personKinds)(
  'of %s, who is added after the account has it at once, and who was added before once it is proven',
  async (kind) => {
    const [before, after] = [address(), address()];
    const id = await user(before);
    const first = await ask('POST', kind, content(kind, before.toUpperCase()));
    expect(first).toMatchObject({ userId: id });
    const path = await added(kind, after);
    expect(await accountOf(path)).toBeNull();
    await linked(path, await user(after));
  },
);

it('nobody is linked by an address that is not proven, and everybody once a mailed link proves it', async () => {
  const [before, after] = [address(), address()];
  await user(before, 'unverified');
  const paths = await Promise.all([added('students', before), added('students', after), added('staff', after)]);
  const registered = { email: after, name: 'Ada Martin', password: 'quatre chevaux mangent des poires' };
  const auth = (path: string, payload: object) =>
    api.inject({ method: 'POST', url: `/v1/auth/${of.tenant.slug}/${path}`, payload });
  expect((await auth('register', registered)).statusCode).toBe(202);
  const token = await mailbox.secretFor(after);
  // Handled after the registration.
  const [email, other] = [address(), address()];
  const last = await added('professors', email);
  await linked(last, await user(email));
  await handled();
  expect(await Promise.all(paths.map(accountOf))).toEqual([null, null, null]);
  expect((await auth('verify-email', { token })).statusCode).toBe(200);
  await until(async () => (await accountOf(paths[2] as string)) !== null);
  const [never, id, same] = await Promise.all(paths.map(accountOf));
  expect([never, same]).toEqual([null, id]);
  // Not to a second of the kind: the user has one row of each.
  expect(await accountOf(await added('students', other))).toBeNull();
});

it('the account of another tenant with the address is nobody here', async () => {
  const email = address();
  const other = await CampusCallers.open(api);
  await user(email, 'active', other.tenant);
  const path = await added('students', email);
  await handled();
  expect(await accountOf(path)).toBeNull();
});

it('a link by address follows the address, and one by hand stays', async () => {
  const [first, second, third] = [address(), address(), address()];
  const [one, two] = [await user(first), await user(second)];
  const path = await added('professors', first);
  const move = async (email: string) => (await ask('PUT', path, content('professors', email))).userId;
  expect(await accountOf(path)).toBe(one);
  expect(await move(second)).toBe(two);
  expect(await move(third)).toBeNull();
  await ask('PUT', `${path}/account`, { userId: one });
  expect(await move(second)).toBe(one);
  expect(await accountOf(await added('professors', third))).toBeNull();
});

it('a roster links the students whom it adds, and those whose address it changes', async () => {
  const numbers = [1, 2, 3].map((n) => row(n));
  const addressOf = (n: number) => `eleve-${n}@univ.example`;
  const [one, three, moved] = [await user(addressOf(1)), await user(addressOf(3)), await user('new-2@univ.example')];
  await of.sql(`update campus.programmes set code = 'INFO' where id = '${of.programme(0).id}'`);
  const roster = async (lines: readonly string[]) => {
    const uploaded = await api.inject({
      method: 'POST',
      url: `/v1/campus/rosters?year=${of.places.open}`,
      headers: { authorization: `Bearer ${of.admin.token}`, 'content-type': 'text/csv' },
      payload: [header, ...lines].join('\n'),
    });
    const { id } = uploaded.json();
    for (const [step, body] of [
      ['check', { columns: rosterColumns }],
      ['apply', { changes: 1 }],
    ] as const) {
      const begun = await ask('POST', `rosters/${id}/${step}`, body);
      const state = async () => (await callAs(api, of.admin.token, 'GET', `/v1/operations/${begun.id}`)).json().state;
      await until(async () => (await state()) === 'succeeded');
    }
  };
  const accountsNow = async () => {
    const rows = await of.sql<{ id: string | null }>('select user_id as id from campus.students order by number');
    return rows.map(({ id }) => id);
  };
  await roster(numbers);
  expect(await accountsNow()).toEqual([one, null, three]);
  await roster([numbers[0] as string, '2;Élève 2;new-2@univ.example;INFO;L1', numbers[2] as string]);
  expect(await accountsNow()).toEqual([one, moved, three]);
});

it('a person who is being added while the account comes is found by it', async () => {
  const [email, later] = [address(), address()];
  const path = await added('students', later);
  const key = `hashtextextended('campus.accounts:' || '${of.tenant.id}', 0)`;
  const id = newId();
  await using adding = await heldTransaction(
    api.database.adminUrl,
    `select pg_advisory_xact_lock_shared(${key});
     insert into campus.students (tenant_id, id, name, name_key, email, number)
       values ('${of.tenant.id}', '${id}', 'Ada', 'ada', '${email}', '${id}')`,
  );
  const account = await user(email);
  await adding.blocks();
  await adding.commit();
  await linked(`students/${id}`, account);
  expect(await accountOf(path)).toBeNull();
});

it('whoever loses the account is linked to the next one with the address', async () => {
  const email = address();
  const path = await added('staff', email);
  const first = await user(email);
  await linked(path, first);
  await of.call(of.admin, 'GET', path);
  expect(
    (await callAs(api, of.admin.token, 'DELETE', `/v1/members/${first}`, undefined, { 'if-match': '*' })).statusCode,
  ).toBe(204);
  await until(async () => (await accountOf(path)) === null);
  await linked(path, await user(email));
});

it('an erasure of whoever registered with an address that they have not proven leaves the student who has it', async () => {
  const email = address();
  const path = await added('students', email);
  const id = await user(email, 'unverified');
  const asked = await callAs(api, of.admin.token, 'POST', `/v1/members/${id}/erasure`, { graceDays: 0 });
  expect(asked.statusCode).toBe(202);
  await until(async () => (await of.sql(`select from auth.users where id = '${id}'`)).length === 0);
  expect(await ask('GET', path)).toMatchObject({ email });
});

it('an export of whoever registered with an address that they have not proven lacks the student who has it', async () => {
  const email = address();
  await added('students', email);
  const lines = async (userId: string) =>
    api.app.get(Persons).export({ tenantId: of.tenant.id, userId }, newId(), { replaces: false });
  const [id, other] = [await user(email, 'unverified'), await user(address(), 'unverified')];
  expect(await lines(id)).toBe(await lines(other));
  for (const each of [id, other])
    await callAs(api, of.admin.token, 'POST', `/v1/members/${each}/deactivate`, undefined, { 'if-match': '*' });
  expect(await of.sql(`select from auth.users where id = '${id}' and state = 'deactivated'`)).toHaveLength(1);
  expect(await lines(id)).toBe(await lines(other));
});

it('an address is that of one professor, however its letters are composed', async () => {
  const rest = address();
  await added('professors', `J\u030c${rest}`);
  const composed = `\u01f0${rest}`;
  expect(await ask('POST', 'professors', content('professors', composed))).toMatchObject({ code: 'address_taken' });
});
