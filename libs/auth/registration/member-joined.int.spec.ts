// Real: the whole API and its worker, PostgreSQL, HTTP, a receiver on 127.0.0.1. Faked: the network, which leads every
// address to that receiver; the mail, whose link is read from the database.
import { Shop } from '../../../test/support/shop.js';
import { until } from '../../../test/support/until.js';
import { type HookedTenant, useWebhooksApp, type WebhooksApp } from '../../../test/support/webhooks-app.js';

let app: WebhooksApp;
let hooked: HookedTenant;
useWebhooksApp((given) => ({ app, shop: hooked } = given));

it('a webhook hears of a member who accepts an invitation, by their id alone', async () => {
  const page = 'members.example/hook';
  app.web.put(page);
  await hooked.hook(page, { events: ['auth.member.joined'] });
  const { token } = await Shop.of(app.api, hooked.tenant).invitation(hooked.admin);
  const payload = { token, name: 'Anna Martin', password: 'a long phrase of her own' };
  const url = `/v1/auth/${hooked.tenant.slug}/invitations/accept`;
  const joined = await app.api.inject({ method: 'POST', url, payload });
  expect(joined.statusCode).toBeLessThan(300);
  await until(() => app.web.at(page).length > 0);
  const [{ body } = { body: '' }] = app.web.at(page);
  expect(JSON.parse(body)).toMatchObject({
    type: 'auth.member.joined',
    data: { userId: expect.any(String), role: 'member' },
  });
  expect(body).not.toContain('Anna');
});
