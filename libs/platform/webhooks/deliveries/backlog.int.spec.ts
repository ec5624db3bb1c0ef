// Real: the whole API and its worker, PostgreSQL, HTTP, a receiver on 127.0.0.1. Faked: the network, which leads every
// address to that receiver; messages that wait, of which there are only rows.
import { until } from '../../../../test/support/until.js';
import { WebhooksApp } from '../../../../test/support/webhooks-app.js';

let app: WebhooksApp;
beforeAll(async () => {
  app = await WebhooksApp.start();
});
afterAll(() => app?.close());

it('10,000 messages at most wait for a webhook; the next ones fail with a reason, and are sent again on request', async () => {
  const [page, other] = ['full.example/hook', 'empty.example/hook'];
  app.receiver.answer(page, (response) => response.writeHead(500).end()).answers200(other);
  const shop = await app.tenant();
  const { id } = await shop.hook(page);
  const { id: otherId } = await shop.hook(other);
  await app.sql(`insert into platform.webhook_deliveries (tenant_id, id, endpoint_id, message_id, type, subject, body)
    select '${shop.tenant.id}', gen_random_uuid(), '${id}', 'msg_' || i, 'tests.thing.happened', 'waits', '{}'
      from generate_series(1, 9999) i`);
  await shop.happens('last', 'same');
  const last = await until(async () => (await shop.deliveries(id))[0]);
  await shop.happens('one more', 'same');
  const more = await until(async () => (await shop.deliveries(id, '?state=failed'))[0]);
  expect(await shop.delivery(id, last.id)).toMatchObject({ state: 'pending' });
  expect(await shop.delivery(id, more.id)).toMatchObject({
    state: 'failed',
    tries: 0,
    dueAt: null,
    endedAt: expect.any(String),
    attempts: [{ status: null, failure: { code: 'too_many_waiting', detail: expect.stringContaining('10,000') } }],
  });
  await until(async () => (await shop.deliveries(otherId, '?state=delivered')).length === 2);
  app.receiver.answers200(page);
  await shop.ask('POST', `/${id}/deliveries/${more.id}/redeliver`);
  await until(async () => (await shop.deliveries(id, '?state=delivered')).some((each) => each.id === more.id));
});
