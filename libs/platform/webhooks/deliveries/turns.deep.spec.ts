// Real: the whole API and its worker, PostgreSQL, HTTP, a receiver on 127.0.0.1. Faked: the network, which leads every
// address to that receiver; other tenants, of which there are only rows; a worker that stopped, by what it leaves.
import type { ServerResponse } from 'node:http';
import { heldTransaction } from '../../../../test/support/held-transaction.js';
import { until } from '../../../../test/support/until.js';
import { type HookedTenant, useWebhooksApp, type WebhooksApp } from '../../../../test/support/webhooks-app.js';
import { Turns } from './turns.js';

let app: WebhooksApp;
let shop: HookedTenant;
useWebhooksApp((given) => ({ app, shop } = given));

const refusing = (page: string) => app.web.put(page, { status: 500 });
/** Sends a message that its receiver refuses, and which is thus due in five seconds. */
async function refused(tenant: HookedTenant, page: string): Promise<string> {
  refusing(page);
  const { id } = await tenant.hook(page);
  await tenant.happens('rain');
  await until(async () => (await tenant.deliveries(id))[0]?.tries === 1);
  return id;
}
/** Once it takes messages, it gets one by the plan. */
async function getsIt(tenant: HookedTenant, page: string, id: string): Promise<void> {
  app.web.put(page);
  await tenant.timePasses();
  await until(async () => {
    await app.planSends();
    return (await tenant.deliveries(id, '?state=delivered')).length === 1;
  });
}
const turnOf = ({ tenant }: HookedTenant) =>
  app.sql<{ due_at: Date | null; waiting_since: Date | null }>(
    `select due_at, waiting_since from platform.webhook_turns where tenant_id = '${tenant.id}'`,
  );

it('a tenant without webhooks is due no more', async () => {
  const id = await refused(shop, 'deleted.example/hook');
  await until(async () => (await turnOf(shop))[0]?.due_at);
  expect((await shop.call('DELETE', `/${id}`)).statusCode).toBe(204);
  expect(await turnOf(shop)).toEqual([{ due_at: null, waiting_since: null }]);
});

it('tenants without webhooks, however many are due, do not hold up others', async () => {
  const page = 'starved.example/hook';
  const id = await refused(shop, page);
  await app.sql(`insert into platform.webhook_turns (tenant_id, due_at)
    select gen_random_uuid(), now() - interval '1 day' from generate_series(1, 2000)`);
  await getsIt(shop, page, id);
});

it('a tenant for which no job can be added does not hold up others', async () => {
  const page = 'later.example/hook';
  const failing = await app.tenant();
  await failing.hook(page);
  await app.sql(`insert into platform.webhook_turns (tenant_id, due_at) values ('${failing.tenant.id}', now() - interval '2 days');
    create function platform.refuse_turn() returns trigger language plpgsql as 'begin raise exception ''refused''; end';
    create trigger refuse before update on platform.webhook_turns for each row when (old.tenant_id = '${failing.tenant.id}')
      execute function platform.refuse_turn()`);
  const id = await refused(shop, page);
  await getsIt(shop, page, id);
  await app.sql('drop trigger refuse on platform.webhook_turns; drop function platform.refuse_turn()');
});

it.each([
  ['two that are slow', 2, 'null'],
  ['many that fail', 9, 'now()'],
])('%s, with older messages, do not hold up another webhook of their tenant', async (_, count, failingSince) => {
  const tenant = await app.tenant();
  const [held, page] = [`held-${count}.example/hook`, `free-${count}.example/hook`];
  // Palier gives each of them up after 15 seconds.
  const unanswered: ServerResponse[] = [];
  app.web.put(held, (response) => unanswered.push(response)).put(page);
  const { id } = await tenant.hook(page);
  for (let n = 0; n < count; n += 1) await tenant.hook(held);
  await app.sql(`update platform.webhook_endpoints set failing_since = ${failingSince} where tenant_id = '${tenant.tenant.id}' and id <> '${id}';
    insert into platform.webhook_deliveries (tenant_id, id, endpoint_id, message_id, type, subject, body, due_at)
      select e.tenant_id, gen_random_uuid(), e.id, 'msg_' || i, 'tests.thing.happened', 'old ' || i, '{}', now() - interval '1 hour'
        from platform.webhook_endpoints e, generate_series(1, 10) i where e.tenant_id = '${tenant.tenant.id}' and e.id <> '${id}'`);
  await tenant.happens('rain');
  await until(() => app.web.at(page).length === 1);
  expect(app.web.at(held).length).toBeLessThanOrEqual(8);
  app.web.put(held);
  for (const response of unanswered) response.end();
});

it('where a job finds nothing to send, the next one follows five seconds later, as after a worker that stopped amid its tries', async () => {
  const page = 'stopped.example/hook';
  const id = await refused(shop, page);
  // One try at a time, since it fails; what that worker had claimed is tried again a minute later.
  await app.sql(`update platform.webhook_deliveries set claim = gen_random_uuid(), claimed_until = now() + interval '1 minute',
    due_at = now() + interval '1 minute' where endpoint_id = '${id}'`);
  const [before] = await app.sql<{ at: Date }>('select now() as at');
  await shop.happens('snow');
  await until(async () => (await shop.deliveries(id)).length === 2 && (await turnOf(shop))[0]?.waiting_since === null);
  const [turn] = await turnOf(shop);
  expect(turn?.due_at?.getTime()).toBeGreaterThanOrEqual((before?.at.getTime() ?? Number.NaN) + 5000);
  // It is for the message that waits, and not for the claimed one.
  const [claimed] = await app.sql<{ due_at: Date }>(
    `select max(due_at) as due_at from platform.webhook_deliveries where endpoint_id = '${id}'`,
  );
  expect(turn?.due_at?.getTime()).toBeLessThan(claimed?.due_at.getTime() ?? 0);
});

it('a message that is written while a job ends has the next one follow at once', async () => {
  const page = 'between.example/hook';
  app.web.put(page);
  const { id } = await shop.hook(page);
  await shop.happens('rain');
  await until(async () => (await turnOf(shop))[0]?.waiting_since === null && app.web.at(page).length === 1);
  const mine = `tenant_id = '${shop.tenant.id}'`;
  const lock = `select from platform.webhook_turns where ${mine} for update`;
  await using writing = await heldTransaction(app.api.database.adminUrl, lock);
  const ended = app.api.app.get(Turns).end(shop.tenant.id, { sent: 1 });
  await writing.blocks();
  // As one that began after the job's last transaction, and was first to lock the turn.
  await writing.run(`insert into platform.webhook_deliveries (tenant_id, id, endpoint_id, message_id, type, subject, body, due_at)
    values ('${shop.tenant.id}', gen_random_uuid(), '${id}', 'msg_snow', 'tests.thing.happened', 'snow', '{}', clock_timestamp())`);
  await writing.commit();
  await ended;
  await until(() => app.web.at(page).length === 2);
});
