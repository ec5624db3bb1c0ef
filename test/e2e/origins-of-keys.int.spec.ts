// Real: the whole API, PostgreSQL. Faked: routes beside the real ones.
import { Controller, Get, Module, Post } from '@nestjs/common';
import { Allow, KeyChanges, KeyInQuery, Priority } from '#platform/access';
import { Tenants } from '#tenants';
import { callAs, freshTenant, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

@Priority('normal')
@Controller('v1/tests')
class BeaconsController {
  @Post(':tenant/beacons')
  @Allow('analytics.write', { least: 'member', keys: 'remembered' })
  @KeyInQuery()
  send() {
    return {};
  }

  @Get('beacons')
  @Allow('analytics.write', { least: 'member' })
  list() {
    return {};
  }
}

@Module({ controllers: [BeaconsController] })
class BeaconsModule {}

const own = 'https://shop.example';
const foreign = 'https://evil.example';

let api: TestApp;
let slug: string;
let publishable: string;
let secret: string;
let token: string;
beforeAll(async () => {
  api = await startTestApp({}, undefined, [BeaconsModule]);
  const tenant = await freshTenant(api);
  slug = tenant.slug;
  await api.app.get(Tenants).update(slug, undefined, { origins: [own] });
  ({ token } = await signedIn(api, tenant, 'owner'));
  const make = async (kind: string): Promise<string> => {
    const wish = { name: kind, kind, scopes: ['analytics.write'] };
    return (await callAs(api, token, 'POST', '/v1/keys', wish)).json().key;
  };
  publishable = await make('publishable');
  secret = await make('secret');
});
afterAll(() => api?.close());

const sendFrom = async (credential: string, origin?: string) => {
  const headers = { 'accept-language': 'en', ...(origin !== undefined && { origin }) };
  return callAs(api, credential, 'POST', `/v1/tests/${slug}/beacons`, undefined, headers);
};
const statusOf = async (...[credential, origin]: Parameters<typeof sendFrom>) =>
  (await sendFrom(credential, origin)).statusCode;

it('a publishable key is taken from pages of the tenant’s origins, and from what is no page', async () => {
  expect(await statusOf(publishable, own)).toBe(201);
  expect(await statusOf(publishable)).toBe(201);
});

it('a page that sends one gets no cookie, since a beacon would keep it', async () => {
  expect((await sendFrom(publishable, own)).headers['set-cookie']).toBeUndefined();
  expect((await sendFrom(token, own)).headers['set-cookie']).toBeDefined();
});

it.each([foreign, 'null', 'https://shop.example.evil.example', 'http://shop.example', ''])(
  'a publishable key is refused from pages of %s',
  async (origin) => {
    const answer = await sendFrom(publishable, origin);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      ...[403, { code: 'origin_not_allowed', detail: expect.stringContaining(`PATCH /v1/platform/tenants/${slug}`) }],
    ]);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  },
);

it('so it is in the query, from memory, and where the key alone names the tenant', async () => {
  await until(() => api.app.get(KeyChanges).heard);
  for (let i = 0; i < 3; i += 1) expect(await statusOf(publishable, foreign)).toBe(403);
  const url = `/v1/tests/${slug}/beacons?key=${publishable}`;
  const byQuery = async (origin: string) => (await api.inject({ method: 'POST', url, headers: { origin } })).statusCode;
  expect([await byQuery(own), await byQuery(foreign)]).toEqual([201, 403]);
  const byKey = async (origin: string) =>
    (await callAs(api, publishable, 'GET', '/v1/tests/beacons', undefined, { origin })).statusCode;
  expect([await byKey(own), await byKey(foreign)]).toEqual([200, 403]);
});

it('other credentials are taken whatever the origin', async () => {
  expect([await statusOf(secret, foreign), await statusOf(token, foreign)]).toEqual([201, 201]);
});

it('a change of the origins counts from the next request on', async () => {
  const tenants = api.app.get(Tenants);
  await tenants.update(slug, undefined, { origins: [own, foreign] });
  expect(await statusOf(publishable, foreign)).toBe(201);
  await tenants.update(slug, undefined, { origins: [own] });
  expect(await statusOf(publishable, foreign)).toBe(403);
});

it('a page of the tenant may send gzip', async () => {
  const headers = { origin: own, 'access-control-request-method': 'POST' };
  const answer = await api.inject({ method: 'OPTIONS', url: `/v1/tests/${slug}/beacons`, headers });
  expect(answer.headers).toMatchObject({ 'access-control-allow-origin': own });
  expect(String(answer.headers['access-control-allow-headers']).split(', ')).toContain('Content-Encoding');
});
