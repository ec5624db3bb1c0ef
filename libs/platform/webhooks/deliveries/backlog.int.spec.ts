// Real: the whole API and its worker, PostgreSQL, HTTP, a receiver on 127.0.0.1. Faked: the network, which leads every
// address to that receiver; messages that wait, of which there are only rows; time, which SQL sets back.
import { heldTransaction } from '../../../../test/support/held-transaction.js';
import { until } from '../../../../test/support/until.js';
import { type HookedTenant, useWebhooksApp, type WebhooksApp } from '../../../../test/support/webhooks-app.js';

let app: WebhooksApp;
let shop: HookedTenant;
useWebhooksApp((given) => ({ app, shop } = given));

/** Writes messages of which there are only rows. */
const written = (id: string, count: number, state = 'pending') => `
  insert into platform.webhook_deliveries (tenant_id, id, endpoint_id, message_id, type, subject, body, state)
    select '${shop.tenant.id}', gen_random_uuid(), '${id}', 'msg_' || i, 'tests.thing.happened', 'waits', '{}', '${state}'
      from generate_series(1, ${count}) i`;
const stored = async (id: string) =>
  (await app.sql(`select from platform.webhook_deliveries where endpoint_id = '${id}'`)).length;

it('10,000 messages at most wait for a webhook, which counts those that are refused: they take no room', async () => {
  const [page, other] = ['full.example/hook', 'empty.example/hook'];
  app.web.put(page, { status: 500 }).put(other);
  const { id } = await shop.hook(page);
  const { id: otherId } = await shop.hook(other);
  /** It happens, and the messages of both webhooks are written. */
  const happens = async (what: string) => {
    const messageId = `msg_${await shop.happens(what)}`;
    await until(async () =>
      (await shop.deliveries(otherId, '?state=delivered')).some((each) => each.messageId === messageId),
    );
  };
  await app.sql(written(id, 9999));
  await happens('the last one');
  expect([await stored(id), await shop.read(id)]).toMatchObject([
    10_000,
    { refused: 0, refusedSince: null, refusedAt: null },
  ]);
  for (const what of ['one more', 'another', 'a third']) await happens(what);
  const { refused, refusedSince, refusedAt } = await shop.read(id);
  expect([await stored(id), refused]).toEqual([10_000, 3]);
  expect(Date.parse(refusedAt ?? '')).toBeGreaterThan(Date.parse(refusedSince ?? ''));
  expect(await shop.read(otherId)).toMatchObject({ refused: 0 });
  const test = await shop.call('POST', `/${id}/test`, undefined, { 'accept-language': 'fr' });
  expect([test.statusCode, test.json()]).toMatchObject([
    409,
    { code: 'too_many_waiting_messages', title: 'Trop de messages en attente' },
  ]);
  await app.sql(`update platform.webhook_endpoints set refused_since = now() - interval '60 days',
    refused_at = now() - interval '31 days' where id = '${id}'`);
  expect(await shop.read(id)).toMatchObject({ refused: 0, refusedSince: null, refusedAt: null });
  await happens('much later');
  const again = await shop.read(id);
  expect([again.refused, again.refusedSince]).toEqual([1, again.refusedAt]);
  await app.sql(`delete from platform.webhook_deliveries where message_id = 'msg_1' and endpoint_id = '${id}'`);
  await happens('as fewer wait');
  expect([await stored(id), (await shop.read(id)).refused]).toEqual([10_000, 1]);
});

it('a message is not sent again where 10,000 wait, even if the last of them comes at the same time', async () => {
  const page = 'again-full.example/hook';
  app.web.put(page);
  const { id } = await shop.hook(page);
  await shop.happens('rain');
  const sent = await until(async () => (await shop.deliveries(id, '?state=delivered'))[0]);
  await app.sql(written(id, 9999));
  const redeliver = (deliveryId = sent.id) => shop.call('POST', `/${id}/deliveries/${deliveryId}/redeliver`);
  const turn = `platform.webhook_turns where tenant_id = '${shop.tenant.id}'`;
  await until(async () => (await app.sql(`select from ${turn} and waiting_since is null`)).length > 0);
  await using writer = await heldTransaction(app.api.database.adminUrl, `select from ${turn} for update`);
  const answer = redeliver();
  await writer.blocks();
  await writer.run(written(id, 1));
  await writer.commit();
  const { statusCode, json } = await answer;
  expect([statusCode, json().code]).toEqual([409, 'too_many_waiting_messages']);
  expect(await shop.delivery(id, sent.id)).toMatchObject({ state: 'delivered' });
  // One that waits already is not one more.
  const [waiting] = await shop.deliveries(id, '?state=pending');
  expect((await redeliver(waiting?.id)).statusCode).toBe(202);
  await app.sql(`delete from platform.webhook_deliveries where message_id = 'msg_2' and endpoint_id = '${id}'`);
  expect((await redeliver()).statusCode).toBe(202);
});

it('a webhook with very many messages is deleted in steps, at the version given', async () => {
  const { id } = await shop.hook('deleted-full.example/hook');
  // The planner still knows a table of few rows.
  await app.sql('analyze platform.webhook_deliveries');
  await app.sql(`${written(id, 12_000, 'delivered')}; ${written(id, 1000, 'failed')}; ${written(id, 1000)};
    create function platform.refuse_many() returns trigger language plpgsql as
      'begin if not exists (select from gone) then return null; end if; -- retention, which runs at any time
        if (select count(*) from gone) > 5000 then raise exception ''too many at once''; end if;
        update platform.webhook_endpoints set version = version + 1; return null; end';
    create trigger refuse_many after delete on platform.webhook_deliveries referencing old table as gone
      for each statement execute function platform.refuse_many()`);
  expect((await shop.call('DELETE', `/${id}`, undefined, { 'if-match': '"v7"' })).statusCode).toBe(412);
  expect(await stored(id)).toBe(14_000);
  // As if others changed it between the steps.
  const { version } = (await shop.call('GET', `/${id}`)).json();
  const deleted = await shop.call('DELETE', `/${id}`, undefined, { 'if-match': `"v${version}"` });
  expect([deleted.statusCode, deleted.body]).toEqual([204, '']);
  expect(await stored(id)).toBe(0);
  expect((await shop.call('GET', `/${id}`)).statusCode).toBe(404);
  await app.sql('drop trigger refuse_many on platform.webhook_deliveries; drop function platform.refuse_many()');
});
