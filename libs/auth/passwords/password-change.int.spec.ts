// Real: the whole API, PostgreSQL, the hashing. Faked: concurrent requests, by a spied step that runs them first.
import { Database } from '#platform/database';
import { audited } from '../../../test/support/audit-lines.js';
import { logIn, makePerson, makeTenant, present } from '../../../test/support/people.js';
import { callAs } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { EmailTokens } from '../email-tokens/email-tokens.js';
import { Sessions } from '../sessions/sessions.js';
import { Users } from '../users/users.js';
import { Passwords } from './passwords.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => api?.close());

it('a password that was reset during the comparison cannot be changed with the former one', async () => {
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

it.each(['changed', 'reset'])('a session that began with the former password while it is %s ends', async (how) => {
  const slug = `shop-${how}`;
  const tenantId = await makeTenant(api, slug);
  const person = await makePerson(api, { id: tenantId, slug });
  const { accessToken, refreshToken } = (await logIn(api, person)).json();
  const link = await api.app
    .get(Database)
    .transaction({ tenantId }, (tx) => api.app.get(EmailTokens).issue(tx, person.user.id, 'reset-password'));
  const sessions = api.app.get(Sessions);
  const end = sessions.end.bind(sessions);
  let late: { accessToken: string; refreshToken: string } | undefined;
  jest.spyOn(sessions, 'end').mockImplementationOnce(async (...ending) => {
    const ended = await end(...ending);
    // No session can begin within the millisecond in which the others end.
    const answer = await until(async () => {
      const tried = await logIn(api, person);
      return tried.statusCode === 200 ? tried : undefined;
    });
    late = answer.json();
    return ended;
  });
  const chosen = 'trois lampes bleues sur le balcon';
  const done =
    how === 'changed'
      ? await callAs(api, accessToken, 'POST', '/v1/me/password', {
          currentPassword: person.password,
          newPassword: chosen,
        })
      : await api.inject({
          method: 'POST',
          url: `/v1/auth/${slug}/password/reset`,
          payload: { token: link, password: chosen },
        });
  expect(done.statusCode).toBe(204);
  expect(await audited(api, tenantId, person.user.id)).toContain(`auth.password.${how}`);
  expect((await callAs(api, late?.accessToken ?? '', 'GET', '/v1/me')).statusCode).toBe(401);
  expect((await present(api, slug, 'refresh', late?.refreshToken ?? '')).statusCode).toBe(401);
  const stays = how === 'changed' ? 200 : 401;
  expect((await callAs(api, accessToken, 'GET', '/v1/me')).statusCode).toBe(stays);
  expect((await present(api, slug, 'refresh', refreshToken)).statusCode).toBe(stays);
});
