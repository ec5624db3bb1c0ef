// Real: the whole API and its worker, PostgreSQL, HTTP, a receiver on 127.0.0.1. Faked: the network, which leads every
// address to that receiver.

import { newId } from '#platform/ids';
import { MasterKey } from '#platform/keys';
import { auditLines } from '../../../../test/support/audit-lines.js';
import { signedIn } from '../../../../test/support/signed-in.js';
import { until } from '../../../../test/support/until.js';
import {
  HookedTenant,
  type ShownWebhook,
  useWebhooksApp,
  type WebhooksApp,
} from '../../../../test/support/webhooks-app.js';

let app: WebhooksApp;
let shop: HookedTenant;
useWebhooksApp((given) => ({ app, shop } = given));

const wish = (url: string, more: object = {}) => ({ url, events: ['tests.thing.happened'], ...more });

it('a webhook is created, read, changed and deleted, each with an audit line', async () => {
  const made = await shop.ask<ShownWebhook>(
    'POST',
    '',
    wish('https://hooks.example/a?token=b', { description: 'Chat' }),
  );
  expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const { secret: _, ...shown } = made;
  expect(shown).toMatchObject({ form: 'standard', url: 'https://hooks.example/a?…', description: 'Chat', version: 1 });
  expect(await shop.read(made.id)).toEqual(shown);
  expect((await shop.call('GET', '')).json().data).toEqual([shown]);
  const stale = { 'if-match': '"v7"' };
  expect((await shop.call('PATCH', `/${made.id}`, { description: '' }, stale)).statusCode).toBe(412);
  expect((await shop.call('DELETE', `/${made.id}`, undefined, stale)).statusCode).toBe(412);
  const changed = await shop.call(
    'PATCH',
    `/${made.id}`,
    { url: 'https://other.example/', disabled: true },
    { 'if-match': '"v1"' },
  );
  expect(changed.json()).toMatchObject({
    url: 'https://other.example/',
    description: 'Chat',
    version: 2,
    disabledReason: 'asked',
  });
  expect((await shop.call('DELETE', `/${made.id}`)).statusCode).toBe(204);
  expect((await shop.call('GET', `/${made.id}`)).statusCode).toBe(404);
  const lines = await app.sql<{ action: string }>(
    `select action from ${auditLines} where target_id = '${made.id}' order by id`,
  );
  expect(lines.map(({ action }) => action)).toEqual(
    ['created', 'changed', 'deleted'].map((what) => `webhooks.webhook.${what}`),
  );
});

it.each([
  ['https://user:word@hooks.example/', 400, 'invalid_webhook_url'],
  ['ftp://hooks.example/', 400, 'invalid_webhook_url'],
  ['hooks.example', 400, 'invalid_webhook_url'],
  ['https://ho\noks.example/', 400, 'invalid_webhook_url'],
  ['https:hooks.example', 400, 'invalid_webhook_url'],
])('the address %j is refused', async (url, status, code) => {
  const answer = await shop.call('POST', '', wish(url));
  expect([answer.statusCode, answer.json().code, answer.json().errors[0].pointer]).toEqual([status, code, '/url']);
});

it('http is for tenants that may reach networks of their own', async () => {
  const other = await app.tenant([]);
  expect((await other.call('POST', '', wish('http://hooks.example/'))).json().code).toBe('invalid_webhook_url');
  const { id } = await other.ask<ShownWebhook>('POST', '', wish('https://hooks.example/'));
  expect((await other.call('PATCH', `/${id}`, { url: 'http://hooks.example/' })).json().code).toBe(
    'invalid_webhook_url',
  );
});

it('events are declared ones, and a tenant has 20 webhooks at most', async () => {
  const unknown = await shop.call('POST', '', {
    url: 'https://hooks.example/',
    events: ['tests.thing.happened', 'a.b.c'],
  });
  expect([unknown.statusCode, unknown.json().code, unknown.json().errors[0].pointer]).toEqual([
    422,
    'unknown_webhook_event',
    '/events/1',
  ]);
  const { id } = await shop.hook('hooks.example/0');
  expect((await shop.call('PATCH', `/${id}`, { events: ['a.b.c'] })).json().code).toBe('unknown_webhook_event');
  for (let n = 1; n < 20; n += 1) await shop.hook(`hooks.example/${n}`);
  expect((await shop.call('POST', '', wish('https://hooks.example/20'))).json().code).toBe('too_many_webhooks');
});

it('has 20 at most also where they are created at the same time', async () => {
  const answers = await Promise.all(
    Array.from({ length: 24 }, () => shop.call('POST', '', wish('https://hooks.example/'))),
  );
  const codes = answers.map((answer) => answer.json().code).filter(Boolean);
  expect(codes).toEqual(Array.from({ length: 4 }, () => 'too_many_webhooks'));
});

it('the events that it may ask for are listed with an example in the form of messages', async () => {
  const { data } = await shop.ask<{ data: { type: string; description: string; example: object }[] }>('GET', '/events');
  expect(data.map(({ type }) => type)).toEqual(expect.arrayContaining(['auth.member.joined', 'catalog.app.published']));
  const example = { type: 'tests.thing.happened', version: 1, tenant: shop.tenant.slug, data: { what: 'rain' } };
  expect(data).toContainEqual({
    type: 'tests.thing.happened',
    version: 1,
    description: 'A thing happened.',
    example: { ...example, timestamp: expect.any(String) },
  });
});

it('addresses and secrets are in the database only sealed', async () => {
  const page = 'sealed.example/path-of-a-secret';
  app.web.put(page);
  const { id, secret } = await shop.hook(page, { form: 'standard' });
  const slack = await shop.hook(page, { form: 'slack' });
  await shop.call('POST', `/${id}/rotate-secret`);
  const rows = await app.sql<Record<string, Buffer>>(
    `select * from platform.webhook_endpoints where id in ('${id}', '${slack.id}') order by created_at`,
  );
  const master = app.api.app.get(MasterKey);
  expect(master.open(rows[0]?.url as Buffer, 'webhooks.url')?.toString()).toBe(`http://${page}`);
  expect(master.open(rows[0]?.former_secret as Buffer, 'webhooks.secret')?.toString()).toBe(secret);
  const text = (value: unknown) => (Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value));
  const all = rows
    .flatMap((row) => Object.values(row))
    .map(text)
    .join('\n');
  expect(all).not.toContain(secret.slice(6));
  const { shown_url: _, ...hidden } = rows[1] as Record<string, unknown>;
  expect(Object.values(hidden).map(text).join('\n')).not.toContain('path-of-a-secret');
  expect(rows[1]?.shown_url).toBe('http://sealed.example/…');
  expect((await shop.call('POST', `/${slack.id}/rotate-secret`)).json().code).toBe('webhook_not_signed');
});

it('only admins and owners see webhooks', async () => {
  const { id } = await shop.hook('hooks.example/');
  const editor = new HookedTenant(app, shop.tenant, await signedIn(app.api, shop.tenant, 'editor'));
  for (const path of ['', `/${id}`, '/events', `/${id}/deliveries`]) {
    expect((await editor.call('GET', path)).statusCode).toBe(403);
  }
  expect((await editor.call('POST', `/${id}/test`)).statusCode).toBe(403);
});

it('a tenant sees and sends nothing of another', async () => {
  const [mine, foreign] = ['mine.example/hook', 'foreign.example/hook'];
  app.web.put(mine).put(foreign);
  const other = await app.tenant();
  const { id } = await shop.hook(mine);
  const theirs = await other.hook(foreign);
  const event = await shop.happens('rain');
  await until(async () => (await shop.deliveries(id, '?state=delivered')).length === 1);
  const [delivery] = await shop.deliveries(id);
  expect(delivery?.messageId).toBe(`msg_${event}`);
  expect(await other.deliveries(theirs.id)).toEqual([]);
  expect(app.web.at(foreign)).toEqual([]);
  const paths = [
    `/${id}`,
    `/${id}/deliveries`,
    `/${id}/deliveries/${delivery?.id}`,
    `/${theirs.id}/deliveries/${delivery?.id}`,
  ];
  for (const path of paths) expect((await other.call('GET', path)).statusCode).toBe(404);
  const acts = [`/${id}/test`, `/${id}/rotate-secret`, `/${id}/deliveries/${delivery?.id}/redeliver`];
  for (const path of acts) expect((await other.call('POST', path)).statusCode).toBe(404);
  for (const method of ['PATCH', 'DELETE'] as const) {
    expect((await other.call(method, `/${id}`, method === 'PATCH' ? {} : undefined)).statusCode).toBe(404);
  }
  expect((await shop.call('GET', `/${id}/deliveries/${newId()}`)).json().code).toBe('webhook_delivery_not_found');
});

it('what is not asked for, or says nothing, is not sent', async () => {
  const page = 'picky.example/hook';
  app.web.put(page);
  await shop.hook(page, { events: ['catalog.app.published'] });
  const { id } = await shop.hook(page);
  await shop.happens('nothing', 'a');
  await shop.happens('rain', 'a');
  await until(async () => (await shop.deliveries(id)).length === 1);
  await until(() => app.web.at(page).length > 0);
  expect(app.web.at(page).map(({ body }) => JSON.parse(body).data)).toEqual([{ what: 'rain' }]);
});

it.each([
  ...['https://127.0.0.1/', 'https://2130706433/', 'https://0177.0.0.1/', 'https://127.1/', 'https://[::1]/'],
  ...['https://[::]/', 'https://[::ffff:127.0.0.1]/', 'https://[64:ff9b::7f00:1]/', 'https://169.254.169.254/'],
  ...['https://10.1.2.3/', 'https://192.168.1.1/', 'https://172.16.0.1/', 'https://100.64.0.1/'],
  ...['https://[fd12::1]/', 'https://168.63.129.16/', 'https://public.example:22/', 'https://public.example:1023/'],
])('%s is refused when a webhook is made or changed', async (url) => {
  const tenant = await app.tenant([]);
  const { id } = await tenant.ask<ShownWebhook>('POST', '', wish('https://public.example/'));
  for (const answer of [await tenant.call('POST', '', wish(url)), await tenant.call('PATCH', `/${id}`, { url })]) {
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'destination_refused']);
    expect(answer.json().errors).toEqual([expect.objectContaining({ pointer: '/url' })]);
  }
});

it('an IP address inside is taken of a tenant that the operator allowed its network', async () => {
  const tenant = await app.tenant(['10.0.0.0/8']);
  for (const url of ['https://10.1.2.3/', 'http://10.1.2.3:8080/']) {
    expect((await tenant.call('POST', '', wish(url))).statusCode).toBe(201);
  }
  for (const url of ['https://192.168.1.1/', 'http://93.184.216.34/']) {
    expect((await tenant.call('POST', '', wish(url))).json().code).toBe('destination_refused');
  }
});

it('a name that leads inside fails as one that does not exist, and is not connected to', async () => {
  const { internet } = app.web;
  internet.host('inside.example', ['10.0.0.1']).host('meta.example', ['169.254.169.254']).host('six.example', ['::1']);
  const before = internet.connections.length;
  const tenant = await app.tenant([]);
  const names = ['inside.example', 'meta.example', 'six.example', 'nobody.example'];
  const made = await Promise.all(names.map((name) => tenant.ask<ShownWebhook>('POST', '', wish(`https://${name}/`))));
  await tenant.happens('rain');
  const failures = new Set<string>();
  for (const { id } of made) {
    const delivery = await until(async () => (await tenant.deliveries(id)).find(({ tries }) => tries === 1));
    const { attempts } = await tenant.delivery(id, delivery.id);
    expect(attempts).toMatchObject([{ status: null, failure: { code: 'destination_refused' } }]);
    failures.add(JSON.stringify(attempts[0]?.failure));
  }
  expect(failures.size).toBe(1);
  expect(internet.connections.slice(before)).toEqual([]);
});
