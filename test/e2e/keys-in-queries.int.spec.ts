// Real: the whole API, PostgreSQL. Faked: a route beside the real ones.
import { Controller, Module, Post } from '@nestjs/common';
import { Allow, Caller, KeyInQuery, Priority } from '#platform/access';
import { openApiDocument } from '../drift/openapi/openapi-document.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

@Priority('normal')
@Allow('analytics.write', { least: 'member' })
@Controller('v1/tests')
class BeaconsController {
  @Post(':tenant/beacons')
  @KeyInQuery()
  send(@Caller() { id }: Caller) {
    return { id };
  }

  @Post(':tenant/others')
  refuse() {
    return {};
  }
}

@Module({ controllers: [BeaconsController] })
class BeaconsModule {}

interface Made {
  readonly id: string;
  readonly key: string;
}

let api: TestApp;
let tenant: { id: string; slug: string };
let owner: SignedIn;
let page: Made;
let server: Made;
beforeAll(async () => {
  api = await startTestApp({}, undefined, [BeaconsModule]);
  tenant = await freshTenant(api);
  owner = await signedIn(api, tenant, 'owner');
  const make = async (kind: string): Promise<Made> => {
    const wish = { name: kind, kind, scopes: ['analytics.write'] };
    return (await callAs(api, owner.token, 'POST', '/v1/keys', wish)).json();
  };
  page = await make('publishable');
  server = await make('secret');
});
afterAll(() => api?.close());

/** The status of a request, with the code of its refusal or the id of its caller. */
async function send(query: string, headers: Record<string, string> = {}, path = 'beacons') {
  const url = `/v1/tests/${tenant.slug}/${path}?${query}`;
  const answer = await api.inject({ method: 'POST', url, headers });
  expect(answer.body).not.toMatch(/palier_[spu]k_[a-z2-7]/);
  const { code, id } = answer.json();
  return [answer.statusCode, code ?? id];
}

it('a publishable key may come in the query of a route that declares it', async () => {
  expect(await send(`key=${page.key}`)).toEqual([201, page.id]);
  expect(await send(`key=${page.key}`, {}, 'others')).toEqual([401, 'unauthenticated']);
});

it('is not looked at beside an Authorization header', async () => {
  const authorization = `Bearer ${server.key}`;
  expect(await send(`key=${page.key}`, { authorization })).toEqual([201, server.id]);
  expect(await send(`key=${page.key}`, { authorization: 'Bearer wrong' })).toEqual([401, 'unauthenticated']);
});

it('is refused where it is not valid, or comes twice', async () => {
  for (const query of [`key=${page.key.slice(0, -3)}abc`, `key=${page.key}&key=${page.key}`, ''])
    expect(await send(query)).toEqual([401, 'unauthenticated']);
  const rewritten = server.key.replace('palier_sk_', 'palier_pk_');
  expect(await send(`key=${rewritten}`)).toEqual([401, 'unauthenticated']);
});

it('any other credential in the query is refused, also beside a header, for it may have been read', async () => {
  const personal = server.key.replace('palier_sk_', 'palier_uk_');
  for (const key of [server.key, personal, api.operatorKey, owner.token, '']) {
    expect(await send(`key=${key}`)).toEqual([400, 'credential_in_url']);
    const authorization = `Bearer ${server.key}`;
    expect(await send(`key=${key}`, { authorization })).toEqual([400, 'credential_in_url']);
  }
});

it('other parameters are refused as anywhere', async () => {
  expect(await send(`key=${page.key}&kee=1`)).toEqual([400, 'validation_failed']);
});

it('the description of the API has the key as one of its credentials', () => {
  const { paths, components } = openApiDocument(api.app);
  const [beacons, others] = ['beacons', 'others'].map((path) => paths[`/v1/tests/{tenant}/${path}`]?.post);
  expect(beacons?.security).toEqual([{ accessToken: [] }, { apiKey: [] }, { publishableKey: [] }]);
  expect(beacons).toMatchObject({ 'x-problems': expect.arrayContaining(['credential_in_url', 'origin_not_allowed']) });
  expect(others?.security).toEqual([{ accessToken: [] }, { apiKey: [] }]);
  expect(components?.securitySchemes?.publishableKey).toMatchObject({ type: 'apiKey', in: 'query', name: 'key' });
});
