// Real: the whole API and its worker, PostgreSQL, HTTP, a receiver on 127.0.0.1, mails as files. Faked: the network, which
// leads every address to that receiver.
import { mailboxOf } from '../../../test/support/mailbox.js';
import { signedIn } from '../../../test/support/signed-in.js';
import { until } from '../../../test/support/until.js';
import { type HookedTenant, useWebhooksApp, type WebhooksApp } from '../../../test/support/webhooks-app.js';

let app: WebhooksApp;
let shop: HookedTenant;
useWebhooksApp((given) => ({ app, shop } = given));

it('admins and owners get a mail where a webhook is disabled by itself', async () => {
  const mails = mailboxOf(app.api);
  const people = [shop.admin, await signedIn(app.api, shop.tenant, 'owner')];
  const editor = await signedIn(app.api, shop.tenant, 'editor');
  const foreign = await app.tenant();
  const page = 'gone.example/hook';
  app.web.put(page, { status: 410 });
  const { id } = await shop.hook(page);
  await shop.happens('rain');
  await until(async () => (await shop.read(id)).disabledReason === 'gone');
  for (const { person } of people) {
    const { subject } = await until(async () =>
      (await mails.to(person.user.email)).find((mail) => /webhook/.test(mail.subject)),
    );
    expect(subject).toContain('a été désactivé');
  }
  const others = [editor, foreign.admin].map(({ person }) => mails.countFor(person.user.email));
  expect(others).toEqual([0, 0]);
});
