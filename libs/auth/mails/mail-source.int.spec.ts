// Real: the whole API and its workers, PostgreSQL, people who sign in. Faked: nothing.
import { callAs, freshTenant, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { workers } from '../../../test/support/workers.js';
import { MailSource } from './mail-source.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
afterAll(() => api?.close());

it('makes no mail with a link that cancels an erasure once an administrator asked for it, too', async () => {
  const shop = await freshTenant(api);
  const [admin, member] = [await signedIn(api, shop, 'admin'), await signedIn(api, shop, 'member')];
  const { password } = member.person;
  expect((await callAs(api, member.token, 'DELETE', '/v1/me', { password })).statusCode).toBe(202);
  const mail = { kind: 'own-erasure-requested', tenantId: shop.id, userId: member.id } as const;
  const letter = () => api.app.get(MailSource).letterOf(mail);
  expect((await letter())?.link).toContain('/cancel-erasure#');
  expect((await callAs(api, admin.token, 'POST', `/v1/members/${member.id}/erasure`, {})).statusCode).toBe(202);
  expect(await letter()).toBeUndefined();
});
