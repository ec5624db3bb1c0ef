// Real: the whole API, PostgreSQL, the hashing. Faked: who comes between, by a comparison that waits for them.
import { Database } from '#platform/database';
import { logIn, makePerson, makeTenant } from '../../../test/support/people.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { Passwords } from '../passwords/passwords.js';
import { Users } from '../users/users.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => api?.close());

it('a password that was reset while it was compared is not changed by who knows the former one', async () => {
  const tenantId = await makeTenant(api, 'shop');
  const person = await makePerson(api, { id: tenantId, slug: 'shop' });
  const { accessToken } = (await logIn(api, person)).json();
  const [users, passwords] = [api.app.get(Users), api.app.get(Passwords)];
  const chosen = 'quatre chevaux mangent des poires';
  const hash = await passwords.hash(chosen, { tenantId, network: '192.0.2.1' });
  const verify = passwords.verify.bind(passwords);
  jest.spyOn(passwords, 'verify').mockImplementationOnce(async (...compared) => {
    const verdict = await verify(...compared);
    const reset = api.app.get(Database);
    await reset.transaction({ tenantId }, (tx) => users.setPassword(tx, person.user.id, hash, 'chosen'));
    return verdict;
  });
  const late = await api.inject({
    method: 'POST',
    url: '/v1/me/password',
    headers: { authorization: `Bearer ${accessToken}` },
    payload: { currentPassword: person.password, newPassword: 'trois lampes bleues sur le balcon' },
  });
  expect([late.statusCode, late.json().code]).toEqual([403, 'wrong_password']);
  expect((await logIn(api, person, { body: { password: chosen } })).statusCode).toBe(200);
});
