// Real: the whole API and its worker, PostgreSQL, HTTP, a receiver on 127.0.0.1. Faked: the network, which leads every
// address to that receiver; time, where what waits for it is made due.
import type { ServerResponse } from 'node:http';
import { auditLines } from '../../../../test/support/audit-lines.js';
import { enforceRetention } from '../../../../test/support/enforce-retention.js';
import { until } from '../../../../test/support/until.js';
import { type Page, type Received, send } from '../../../../test/support/web-server.js';
import { type HookedTenant, useWebhooksApp, type WebhooksApp } from '../../../../test/support/webhooks-app.js';
import { signatureOf } from './signature.js';

let app: WebhooksApp;
let shop: HookedTenant;
useWebhooksApp((given) => ({ app, shop } = given));

const answering = (status: number, headers = {}): Page => ({ status, headers, body: `answer ${status}` });
/** What is refused so is not sent again with later messages of its tenant, however long they take. */
const notForAnHour = answering(503, { 'retry-after': '3600' });

it('a message has the form and the signature of the specification', async () => {
  const page = 'signed.example/hook';
  app.web.put(page);
  const { id, secret } = await shop.hook(page);
  const before = Date.now();
  const event = await shop.happens('rain');
  expect(await shop.tried(id)).toMatchObject({ state: 'delivered', messageId: `msg_${event}`, dueAt: null });
  const after = Date.now();
  const { method, headers, body } = app.web.at(page)[0] as Received;
  expect([method, headers['content-type']]).toEqual(['POST', 'application/json']);
  const { timestamp, ...message } = JSON.parse(body);
  expect(message).toEqual({
    type: 'tests.thing.happened',
    version: 1,
    tenant: shop.tenant.slug,
    data: { what: 'rain' },
  });
  const sentAt = Number(headers['webhook-timestamp']);
  for (const at of [Math.floor(Date.parse(timestamp) / 1000), sentAt]) {
    expect(at).toBeGreaterThanOrEqual(Math.floor(before / 1000));
    expect(at).toBeLessThanOrEqual(Math.floor(after / 1000));
  }
  expect(headers['webhook-signature']).toBe(signatureOf([secret], `msg_${event}`, sentAt, body));
});

it.each([
  [200, {}, 'delivered', null, null],
  [204, {}, 'delivered', null, null],
  [301, { location: 'http://moved.example/' }, 'pending', 'redirect_not_followed', 5],
  [302, { location: 'http://169.254.169.254/' }, 'pending', 'redirect_not_followed', 5],
  [400, {}, 'pending', 'status_refused', 5],
  [400, { 'retry-after': '600' }, 'pending', 'status_refused', 5],
  [404, {}, 'pending', 'status_refused', 5],
  [429, {}, 'pending', 'status_refused', 5],
  [429, { 'retry-after': '600' }, 'pending', 'status_refused', 600],
  [500, {}, 'pending', 'status_refused', 5],
  [503, { 'retry-after': 'in an hour' }, 'pending', 'status_refused', 3600],
  [503, { 'retry-after': '9999999' }, 'pending', 'status_refused', 86_400],
] as const)('the answer %d with %j makes the message %s', async (status, headers, state, code, pause) => {
  const page = `s${status}-${pause}-${Object.keys(headers).length}.example/hook`;
  const before = Date.now();
  const asked = new Date(before + 3_600_000).toUTCString();
  const sent = Object.entries(headers).map(([name, value]) => [name, value === 'in an hour' ? asked : value]);
  app.web.put(page, answering(status, Object.fromEntries(sent)));
  const { id } = await shop.hook(page, { description: page });
  await shop.happens('rain');
  const delivery = await shop.tried(id);
  const after = Date.now();
  // A redirect is not followed.
  expect(app.web.internet.connections).not.toContain('169.254.169.254:80');
  expect(delivery).toMatchObject({ state, tries: 1, attempts: [{ status }] });
  expect(delivery.attempts[0]?.failure?.code ?? null).toBe(code);
  expect(delivery.attempts[0]?.answer).toBe(status === 204 ? '' : `answer ${status}`);
  if (pause === null) expect(delivery.dueAt).toBeNull();
  else {
    const dueAt = Date.parse(delivery.dueAt ?? '');
    // An hour from `before`, in whole seconds, is up to a second less once the answer is read, and as much less as that took.
    expect(dueAt).toBeGreaterThanOrEqual(before + (pause - 1) * 1000);
    // Of a pause that no receiver asks for, up to a tenth is added, and rounded to seconds.
    expect(dueAt).toBeLessThanOrEqual(after + (pause + 1) * 1000);
  }
});

it('a receiver that resets is tried again with the same id, until the tenth try', async () => {
  const page = 'resets.example/hook';
  app.web.put(page, (response) => response.destroy());
  const { id } = await shop.hook(page);
  await shop.happens('rain');
  const failed = { status: null, failure: { code: 'host_unreachable' } };
  expect(await shop.tried(id, 1)).toMatchObject({ state: 'pending', tries: 1, attempts: [failed] });
  await app.sql(`update platform.webhook_deliveries set tries = 8 where endpoint_id = '${id}'`);
  await shop.timePasses();
  expect(await shop.tried(id, 2)).toMatchObject({ state: 'pending', tries: 9 });
  await shop.timePasses();
  const given = await shop.tried(id, 3);
  expect(given).toMatchObject({ state: 'failed', tries: 10, dueAt: null, attempts: [failed, failed, failed] });
  expect(new Set(app.web.at(page).map(({ headers }) => headers['webhook-id']))).toEqual(new Set([given.messageId]));
  expect((await shop.read(id)).failingSince).not.toBeNull();
});

it('410 disables the webhook at once, and nothing more is sent until it is enabled', async () => {
  const page = 'gone.example/hook';
  app.web.put(page, answering(410));
  const { id } = await shop.hook(page);
  await shop.happens('rain');
  expect(await shop.tried(id)).toMatchObject({
    state: 'failed',
    attempts: [{ status: 410, failure: { code: 'gone' } }],
  });
  expect(await shop.read(id)).toMatchObject({ disabledReason: 'gone', version: 2 });
  const lines = `select details->>'reason' as reason from ${auditLines} where target_id = '${id}' and action = 'webhooks.webhook.disabled'`;
  expect(await app.sql(lines)).toEqual([{ reason: 'gone' }]);
  expect((await shop.call('POST', `/${id}/test`)).json().code).toBe('webhook_disabled');
  app.web.put(page);
  expect(await shop.ask('PATCH', `/${id}`, { disabled: false })).toMatchObject({
    disabledAt: null,
    failingSince: null,
  });
  await shop.ask('POST', `/${id}/test`);
  await until(() => app.web.at(page).length === 2);
  expect(JSON.parse(app.web.at(page)[1]?.body ?? '').type).toBe('webhook.test');
});

it('a webhook whose tries failed for five days is disabled, and what waits is sent once it is enabled', async () => {
  const page = 'failing.example/hook';
  app.web.put(page, answering(500));
  const { id } = await shop.hook(page);
  await shop.happens('rain', 'one');
  await shop.tried(id);
  const failing = (days: number) =>
    app.sql(`update platform.webhook_endpoints set failing_since = now() - interval '${days} days' where id = '${id}'`);
  await failing(4);
  await shop.timePasses();
  await shop.tried(id, 2);
  expect((await shop.read(id)).disabledAt).toBeNull();
  await failing(6);
  await shop.timePasses();
  await shop.tried(id, 3);
  expect(await shop.read(id)).toMatchObject({ disabledReason: 'failing' });
  app.web.put(page);
  await shop.timePasses();
  await shop.ask('PATCH', `/${id}`, { disabled: false });
  expect(await shop.tried(id, 4)).toMatchObject({ state: 'delivered' });
  expect(await shop.read(id)).toMatchObject({ failingSince: null });
});

it('messages of one subject come in order, and those of others do not wait', async () => {
  const page = 'ordered.example/hook';
  let refuse = true;
  app.web.put(page, (response, { body }) => send(response, refuse && body.includes('first') ? notForAnHour : {}));
  const { id } = await shop.hook(page);
  const said = () => app.web.at(page).map(({ body }) => JSON.parse(body).data.what);
  for (const what of ['first', 'second', 'third']) await shop.happens(what, 'same');
  await until(() => said().length === 1);
  await shop.happens('other', 'different');
  await until(async () => (await shop.deliveries(id, '?state=delivered')).length === 1);
  expect(said()).toEqual(['first', 'other']);
  expect((await shop.deliveries(id, '?state=pending')).map(({ dueAt }) => dueAt === null)).toEqual([true, true, false]);
  refuse = false;
  await shop.timePasses();
  await until(() => said().length === 5);
  expect(said()).toEqual(['first', 'other', 'first', 'second', 'third']);
});

it('a message that is given up lets the next one of its subject be sent', async () => {
  const page = 'given-up.example/hook';
  app.web.put(page, (response, { body }) => send(response, body.includes('first') ? notForAnHour : {}));
  const { id } = await shop.hook(page);
  for (const what of ['first', 'second']) await shop.happens(what, 'same');
  const [second, first] = await until(async () => {
    const both = await shop.deliveries(id);
    return both[1]?.tries === 1 ? both : undefined;
  });
  expect([second?.dueAt, app.web.at(page).length]).toEqual([null, 1]);
  await app.sql(`update platform.webhook_deliveries set tries = 9 where id = '${first?.id}'`);
  await shop.timePasses();
  await until(async () => (await shop.delivery(id, first?.id ?? '')).state === 'failed');
  // It was made due in the transaction that gave the first up.
  expect(await shop.deliveries(id, '?state=pending')).not.toContainEqual(expect.objectContaining({ dueAt: null }));
  await until(async () => (await shop.delivery(id, second?.id ?? '')).state === 'delivered');
  expect(app.web.at(page).map(({ body }) => JSON.parse(body).data.what)).toEqual(['first', 'first', 'second']);
});

it('a message is kept while it waits, so that those after it are sent, and for 30 days after its end', async () => {
  const [page, done] = ['old.example/hook', 'done.example/hook'];
  app.web.put(page, notForAnHour).put(done);
  const { id } = await shop.hook(page);
  const other = await shop.hook(done);
  for (const what of ['first', 'second', 'third']) await shop.happens(what, 'same');
  await until(async () => (await shop.deliveries(other.id, '?state=delivered')).length === 3);
  const [, , first] = await shop.deliveries(id);
  await until(async () => (await shop.delivery(id, first?.id ?? '')).attempts.length === 1);
  const pass = (where: string) =>
    app.sql(`update platform.webhook_deliveries set created_at = created_at - interval '31 days',
      ended_at = ended_at - interval '31 days' where ${where}`);
  await pass(`id = '${first?.id}' or endpoint_id = '${other.id}'`);
  await enforceRetention(app.api.database.database);
  expect(await shop.deliveries(other.id)).toEqual([]);
  app.web.put(page);
  await shop.timePasses();
  await until(async () => (await shop.deliveries(id, '?state=delivered')).length === 3);
  const said = app.web.at(page).map(({ body }) => JSON.parse(body).data.what);
  expect(said).toEqual(['first', 'first', 'second', 'third']);
  await enforceRetention(app.api.database.database);
  expect(await shop.deliveries(id)).toHaveLength(3);
});

it('a worker that dies before it noted the answer sends the message again, with the same id', async () => {
  const page = 'killed.example/hook';
  const answers: ServerResponse[] = [];
  app.web.put(page, (response) => answers.push(response));
  const { id } = await shop.hook(page);
  await shop.happens('rain');
  await until(() => answers.length === 1);
  app.web.put(page);
  // As if the worker had died: its claim ends, and another job runs.
  await shop.timePasses();
  await shop.happens('snow');
  await until(() => app.web.at(page).filter(({ body }) => body.includes('rain')).length === 2);
  answers[0]?.end();
  await until(async () => (await shop.deliveries(id, '?state=delivered')).length === 2);
  const ids = app.web
    .at(page)
    .filter(({ body }) => body.includes('rain'))
    .map(({ headers }) => headers['webhook-id']);
  expect(new Set(ids).size).toBe(1);
  const all = await Promise.all((await shop.deliveries(id)).map((each) => shop.delivery(id, each.id)));
  expect(all.map(({ attempts }) => attempts.length)).toEqual([1, 1]);
});

it('both secrets sign until their overlap ends', async () => {
  const page = 'rotated.example/hook';
  app.web.put(page);
  const former = await shop.hook(page);
  const { secret } = await shop.ask<{ secret: string }>('POST', `/${former.id}/rotate-secret`, { overlapHours: 2 });
  const signatures = async (messages: number) => {
    await shop.happens('rain');
    await until(() => app.web.at(page).length === messages);
    const { headers, body } = app.web.at(page)[messages - 1] as Received;
    const of = (...secrets: string[]) =>
      signatureOf(secrets, String(headers['webhook-id']), Number(headers['webhook-timestamp']), body);
    return { sent: headers['webhook-signature'], both: of(secret, former.secret), one: of(secret) };
  };
  const during = await signatures(1);
  expect(during.sent).toBe(during.both);
  await app.sql(
    `update platform.webhook_endpoints set former_until = now() - interval '1 ms' where id = '${former.id}'`,
  );
  const after = await signatures(2);
  expect(after.sent).toBe(after.one);
});

it('a secret that is replaced without an overlap is stored no longer, and that of another webhook stays', async () => {
  const [leaked, other] = [await shop.hook('leaked.example/hook'), await shop.hook('kept.example/hook')];
  await shop.ask('POST', `/${leaked.id}/rotate-secret`, { overlapHours: 0 });
  await shop.ask('POST', `/${other.id}/rotate-secret`, { overlapHours: 1 });
  const former = ({ id }: { id: string }) =>
    app.sql(`select former_secret is null as gone from platform.webhook_endpoints where id = '${id}'`);
  expect([await former(leaked), await former(other)]).toEqual([[{ gone: true }], [{ gone: false }]]);
});

it('a message goes by http to hosts in the networks of the tenant alone', async () => {
  const [page, inside] = ['public.example/hook', 'intranet.example/hook'];
  app.web.put(page).put(inside).internet.host('intranet.example', ['10.1.2.3']);
  const other = await app.tenant(['10.0.0.0/8']);
  const [one, two] = [await other.hook(page), await other.hook(inside)];
  await other.happens('rain');
  const refused = { status: null, failure: { code: 'destination_refused' } };
  expect(await other.tried(one.id)).toMatchObject({ state: 'pending', attempts: [refused] });
  expect(await other.tried(two.id)).toMatchObject({ state: 'delivered' });
  expect(app.web.at(page)).toEqual([]);
});

it('a message that was delivered is sent again on request, with the same id', async () => {
  const page = 'again.example/hook';
  app.web.put(page);
  const { id } = await shop.hook(page);
  await shop.happens('rain');
  const first = await shop.tried(id);
  await shop.ask('POST', `/${id}/deliveries/${first.id}/redeliver`);
  expect(await shop.tried(id, 2)).toMatchObject({ state: 'delivered', messageId: first.messageId, tries: 1 });
  expect(app.web.at(page).map(({ headers }) => headers['webhook-id'])).toEqual([first.messageId, first.messageId]);
});

it('Slack and Discord get their own form, in the language of the tenant, unsigned', async () => {
  const [slack, discord] = ['slack.example/services/T0/secret', 'discord.example/api/webhooks/secret'];
  app.web.put(slack).put(discord);
  const hooks = [await shop.hook(slack, { form: 'slack' }), await shop.hook(discord, { form: 'discord' })];
  expect(hooks.map(({ secret, url }) => [secret, url])).toEqual([
    [null, 'http://slack.example/…'],
    [null, 'http://discord.example/…'],
  ]);
  await shop.happens('<b>@everyone</b>');
  await until(() => app.web.at(slack).length + app.web.at(discord).length === 2);
  const [toSlack, toDiscord] = [app.web.at(slack)[0], app.web.at(discord)[0]];
  expect(JSON.parse(toSlack?.body ?? '')).toEqual({ text: 'Il y a eu : &lt;b&gt;@everyone&lt;/b&gt;' });
  expect(JSON.parse(toDiscord?.body ?? '')).toEqual({
    content: 'Il y a eu : \\<b\\>\\@everyone\\</b\\>',
    allowed_mentions: { parse: [] },
  });
  expect(toSlack?.headers).not.toHaveProperty('webhook-signature');
});

it('a slow webhook gets a few messages at once, and holds up neither others nor other tenants', async () => {
  const [slow, fast, foreign] = ['slow.example/hook', 'fast.example/hook', 'foreign.example/hook'];
  const [mine, other] = [await app.tenant(), await app.tenant()];
  const held = new Set<ServerResponse>();
  app.web
    // Palier gives one up after 15 seconds, and sends the next.
    .put(slow, (response) => held.add(response.once('close', () => held.delete(response))))
    .put(fast)
    .put(foreign);
  await mine.hook(slow);
  const { id } = await mine.hook(fast);
  await other.hook(foreign);
  for (let n = 0; n < 20; n += 1) await mine.happens(`rain ${n}`);
  await other.happens('sun');
  await until(() => app.web.at(foreign).length === 1);
  await until(async () => (await mine.deliveries(id, '?state=delivered')).length === 20);
  // None is for a moment where those before were given up just now.
  await until(() => held.size > 0);
  expect(held.size).toBeLessThanOrEqual(4);
  for (const response of held) response.end();
});
