// Real: the whole API and its worker, PostgreSQL, HTTP, a receiver on 127.0.0.1. Faked: the network, which leads every
// address to that receiver; the mail, whose link is read from the database.
import { Shop } from '../../../test/support/shop.js';
import { freshTenant, signedIn } from '../../../test/support/signed-in.js';
import { until } from '../../../test/support/until.js';
import { HookedTenant, WebhooksApp } from '../../../test/support/webhooks-app.js';

let app: WebhooksApp;
beforeAll(async () => {
  app = await WebhooksApp.start();
});
afterAll(() => app?.close());

it('a webhook hears of a member who accepts an invitation, by their id alone', async () => {
  const page = 'members.example/hook';
  app.receiver.answers200(page);
  const tenant = await freshTenant(app.api, { networks: ['127.0.0.0/8'] });
  const admin = await signedIn(app.api, tenant, 'admin');
  await new HookedTenant(app, tenant, admin).hook(page, { events: ['auth.member.joined'] });
  const shop = Shop.of(app.api, tenant);
  const { token } = await shop.invitation(admin);
  const payload = { token, name: 'Anna Martin', password: 'a long phrase of her own' };
  const url = `/v1/auth/${tenant.slug}/invitations/accept`;
  const joined = await app.api.inject({ method: 'POST', url, payload });
  expect(joined.statusCode).toBeLessThan(300);
  await until(() => app.receiver.at(page).length > 0);
  const [{ body } = { body: '' }] = app.receiver.at(page);
  expect(JSON.parse(body)).toMatchObject({
    type: 'auth.member.joined',
    data: { userId: expect.any(String), role: 'member' },
  });
  expect(body).not.toContain('Anna');
});
