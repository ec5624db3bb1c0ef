// Real: the whole API, PostgreSQL. Faked: the browser, by its headers.
import { parseSetCookie } from 'cookie';
import { TenantDirectory } from '#platform/tenancy';
import { Tenants } from '#tenants';
import { logIn, makePerson, type Person } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const own = 'https://api.palier.example';
const page = 'https://shop.example';
const fromPage = { origin: page, 'x-palier-client': 'web' };

let api: TestApp;
let person: Person;
beforeAll(async () => {
  api = await startTestApp({ publicUrl: `${own}/` });
  const tenant = { slug: 'shop', name: 'Shop', product: 'wistant', plan: 'enterprise', origins: [page] };
  const { id } = await api.app.get(Tenants).create(tenant);
  await api.app.get(TenantDirectory).refresh();
  person = await makePerson(api, { id, slug: 'shop' });
});
afterAll(() => api?.close());

const inCookies = (headers: Record<string, string> = fromPage) =>
  logIn(api, person, { headers, body: { transport: 'cookie' } });
const cookiesIn = (headers: Readonly<Record<string, unknown>>) =>
  [headers['set-cookie'] ?? []].flat().map((text) => parseSetCookie(String(text)));
const send = (route: string, headers: Readonly<Record<string, string>>, payload?: object) =>
  api.inject({ method: 'POST', url: `/v1/auth/shop/${route}`, headers, payload });
async function jar(): Promise<string> {
  const kept = cookiesIn((await inCookies()).headers);
  return kept.map(({ name, value }) => `${name}=${value}`).join('; ');
}

it('hide the tokens of session and device from scripts and from other tenants', async () => {
  const answer = await inCookies();
  expect(answer.json()).not.toHaveProperty('refreshToken');
  expect(answer.json()).not.toHaveProperty('deviceToken');
  const strict = { path: '/v1/auth/shop', httpOnly: true, secure: true, sameSite: 'strict' };
  expect(cookiesIn(answer.headers)).toEqual([
    { name: '__Secure-palier-device', value: expect.stringMatching(/^[\w-]{64}$/), maxAge: 180 * 86_400, ...strict },
    { name: '__Secure-palier-refresh', value: expect.any(String), maxAge: expect.any(Number), ...strict },
  ]);
});

it('refresh, sign out, and are then deleted', async () => {
  const cookie = await jar();
  const refreshed = await send('refresh', { ...fromPage, cookie });
  expect(refreshed.statusCode).toBe(200);
  expect(refreshed.json()).not.toHaveProperty('refreshToken');
  const [next] = cookiesIn(refreshed.headers);
  expect(next?.name).toBe('__Secure-palier-refresh');
  const out = await send('logout', { ...fromPage, cookie: `__Secure-palier-refresh=${next?.value}` });
  expect(out.statusCode).toBe(204);
  expect(cookiesIn(out.headers)).toMatchObject([{ name: '__Secure-palier-refresh', value: '', maxAge: 0 }]);
  const again = await send('refresh', { ...fromPage, cookie: `__Secure-palier-refresh=${next?.value}` });
  expect([again.statusCode, again.json().code]).toEqual([401, 'refresh_refused']);
});

it.each([
  ['without an origin', { 'x-palier-client': 'web' }],
  ['from a foreign page', { ...fromPage, origin: 'https://evil.example' }],
  ['from a page that keeps its origin to itself', { ...fromPage, origin: 'null' }],
  ['without the header that a form cannot send', { origin: page }],
])('count for nothing %s', async (_, headers) => {
  const cookie = await jar();
  for (const answer of [
    await inCookies(headers),
    await send('refresh', { ...headers, cookie }),
    await send('logout', { ...headers, cookie }),
  ]) {
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'cookie_not_trusted']);
    expect(answer.headers).not.toHaveProperty('set-cookie');
  }
  expect((await send('refresh', { ...fromPage, cookie })).statusCode).toBe(200);
});

it.each([
  ['this server’s own page', { 'x-palier-client': 'web', origin: own }],
  [
    'a page that the browser says to be of the same origin',
    { 'x-palier-client': 'web', 'sec-fetch-site': 'same-origin' },
  ],
])('count from %s', async (_, headers) => {
  expect((await send('refresh', { ...headers, cookie: await jar() })).statusCode).toBe(200);
});

it('are ignored where another host of the domain has set one of the same name', async () => {
  const [planted, cookie] = [await jar(), await jar()];
  const answer = await send('refresh', { ...fromPage, cookie: `${planted}; ${cookie}` });
  expect([answer.statusCode, answer.json().code]).toEqual([401, 'refresh_refused']);
});

it('are ignored where the body has a token', async () => {
  const { refreshToken } = (await logIn(api, person)).json();
  const answer = await send('refresh', { cookie: await jar() }, { refreshToken });
  expect(answer.json()).toHaveProperty('refreshToken');
  expect(answer.headers).not.toHaveProperty('set-cookie');
});

describe('a browser', () => {
  const credentials = 'access-control-allow-credentials';
  const preflight = (url: string, method: string, origin = page) =>
    api.inject({ method: 'OPTIONS', url, headers: { origin, 'access-control-request-method': method } });

  it('may send cookies from a page of the tenant to sign in, refresh and sign out', async () => {
    for (const route of ['login', 'refresh', 'logout']) {
      const { headers } = await preflight(`/v1/auth/shop/${route}`, 'POST');
      expect(headers).toMatchObject({ [credentials]: 'true', 'access-control-allow-origin': page });
      expect(headers['access-control-allow-headers']).toContain('X-Palier-Client');
    }
    const { headers } = await send('refresh', { ...fromPage, cookie: await jar() });
    expect(headers).toMatchObject({ [credentials]: 'true', 'access-control-allow-origin': page });
  });

  it('may send none elsewhere, nor from a foreign page', async () => {
    expect((await preflight('/v1/stores/shop/apps', 'GET')).headers).not.toHaveProperty(credentials);
    expect((await preflight('/v1/auth/shop/login', 'GET')).headers).not.toHaveProperty(credentials);
    const foreign = await preflight('/v1/auth/shop/login', 'POST', 'https://evil.example');
    expect(foreign.headers).not.toHaveProperty(credentials);
    const apps = await api.inject({ method: 'GET', url: '/v1/stores/shop/apps', headers: { origin: page } });
    expect(apps.headers).toHaveProperty('access-control-allow-origin', page);
    expect(apps.headers).not.toHaveProperty(credentials);
  });
});
