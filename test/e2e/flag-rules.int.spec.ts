// Real: two APIs over one PostgreSQL, like two processes, their caches, signed-in users. Faked: Redis is configured, and never
// there; a module of this test has the routes behind the flags.
import { Controller, Get, Module } from '@nestjs/common';
import { Allow, Priority, Public } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { declareFlag, Flags, RequireFlag } from '#platform/flags';
import { TenantDirectory } from '#platform/tenancy';
import { Tenants } from '#tenants';
import { callAs, freshTenant, type SignedIn, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

const about = { en: 'Pages of a test.', fr: 'Des pages d’un test.' };
declareFlag('test.members', { default: true, about });
declareFlag('test.everyone', { default: true, about });

const nobody = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';
/** How often a handler ran, over all processes. */
let made = 0;

@Priority('normal')
@Controller('v1/flagged')
class FlaggedController {
  @Get('shared')
  @Allow('feeds.read', { least: 'member' })
  @RequireFlag('test.members')
  @CachedResponse({ ttl: 300, scope: 'tenant', tags: () => [] })
  shared() {
    made += 1;
    return { made };
  }

  @Get('plain')
  @Allow('feeds.read', { least: 'member' })
  @RequireFlag('test.members')
  plain() {
    return {};
  }
}

@Controller('v1/stores/:tenant/flagged')
class OpenController {
  @Get()
  @Public()
  @Priority('normal')
  @RequireFlag('test.everyone')
  @CachedResponse({ ttl: 300, tags: () => [] })
  open() {
    return {};
  }
}

@Module({ controllers: [FlaggedController, OpenController] })
class FlaggedModule {}

let one: TestApp;
let two: TestApp;
let tenant: { id: string; slug: string };
let ada: SignedIn;
let bob: SignedIn;

beforeAll(async () => {
  // Nothing listens there.
  const settings = { redisCacheUrl: 'redis://127.0.0.1:1' };
  one = await startTestApp(settings, undefined, [FlaggedModule]);
  two = await startTestApp(settings, one.database, [FlaggedModule]);
});
beforeEach(async () => {
  tenant = await freshTenant(one, { plan: 'enterprise' });
  await two.app.get(TenantDirectory).refresh();
  ada = await signedIn(one, tenant, 'member');
  bob = await signedIn(one, tenant, 'member');
});
afterEach(async () => {
  jest.restoreAllMocks();
  for (const name of ['test.members', 'test.everyone']) await one.app.get(Flags).clear(name);
  await two.app.get(Flags).refresh();
});
afterAll(async () => {
  await two?.close();
  await one?.close();
});

/** What an operator sets, by the API. */
async function set(name: string, setting: object) {
  const url = `/v1/platform/flags/${name}`;
  const { headers } = await callAs(one, one.operatorKey, 'GET', url);
  const given = { enabled: true, ...setting };
  return callAs(one, one.operatorKey, 'PUT', url, given, { 'if-match': String(headers.etag) });
}
const see = async (who: string, path = 'shared', api = one) => {
  const { statusCode, headers, json } = await callAs(api, who, 'GET', `/v1/flagged/${path}`);
  return { status: statusCode, cache: String(headers['cache-status']), code: json().code };
};
const open = (api = one) => api.inject({ method: 'GET', url: `/v1/stores/${tenant.slug}/flagged` });

it('hides an answer that members share from a member for whom the flag is off, and shows it to the others', async () => {
  // A process uses a kept answer once it knows that it hears of every change.
  const hits = ({ token }: SignedIn) =>
    until(async () => {
      const { status, cache } = await see(token);
      expect(status).toBe(200);
      return cache.includes('hit');
    });
  const hidden = { status: 404, code: 'feature_disabled' };
  await hits(ada);
  await hits(bob);
  expect((await set('test.members', { usersOff: [bob.id] })).statusCode).toBe(200);
  expect(await see(bob.token)).toMatchObject(hidden);
  await hits(ada);
  expect(await see(bob.token)).toMatchObject(hidden);
  await set('test.members', { enabled: false, usersOn: [bob.id] });
  expect(await see(ada.token)).toMatchObject(hidden);
  await hits(bob);
  expect(await see(ada.token)).toMatchObject(hidden);
});

it('makes no answer for a member for whom the flag is off, and then shows it to one for whom it is on', async () => {
  await set('test.members', { usersOff: [bob.id] });
  const before = made;
  expect((await see(bob.token)).status).toBe(404);
  expect(made).toBe(before);
  const asked = [ada, bob, ada, bob].map(({ token }) => see(token));
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 404, 200, 404]);
});

it('is on by plan, and by the plan that the tenant has now', async () => {
  await set('test.members', { enabled: false, plansOn: ['enterprise'] });
  expect((await see(ada.token)).status).toBe(200);
  const { version } = await one.app.get(Tenants).bySlug(tenant.slug);
  const url = `/v1/platform/tenants/${tenant.slug}`;
  const changed = await callAs(one, one.operatorKey, 'PATCH', url, { plan: 'free' }, { 'if-match': `"v${version}"` });
  expect(changed.statusCode).toBe(200);
  expect((await see(ada.token)).status).toBe(404);
});

it('gives a percentage of users the routes, and a key none unless it is personal', async () => {
  const scopes = ['feeds.read'];
  const personal = await callAs(one, ada.token, 'POST', '/v1/me/keys', { name: 'mine', scopes });
  const owner = await signedIn(one, tenant, 'owner');
  const ofTenant = await callAs(one, owner.token, 'POST', '/v1/keys', { name: 'ours', kind: 'secret', scopes });
  const keys = [personal, ofTenant].map((answer) => answer.json().key as string);
  const statuses = () => Promise.all([ada.token, ...keys].map(async (who) => (await see(who, 'plain')).status));
  expect(await statuses()).toEqual([200, 200, 200]);
  // Of two users alike, one may be in 50 % and the other not; who acts as a user is where that user is.
  const shares = { percentage: 50, percentageOf: 'users' };
  await set('test.members', shares);
  const [session, own, shared] = await statuses();
  expect([own, shared]).toEqual([session, 404]);
  await set('test.members', { ...shares, usersOn: [ada.id] });
  expect(await statuses()).toEqual([200, 200, 404]);
  await set('test.members', { ...shares, usersOff: [ada.id] });
  expect(await statuses()).toEqual([404, 404, 404]);
});

it.each([{ usersOn: [nobody] }, { usersOff: [nobody] }, { percentage: 50, percentageOf: 'users' }])(
  'refuses %j for a page that is open to everyone, and leaves it as it is',
  async (rule) => {
    expect((await open()).statusCode).toBe(200);
    const refused = await set('test.everyone', rule);
    expect([refused.statusCode, refused.json().code]).toEqual([422, 'flag_without_users']);
    expect((await open()).statusCode).toBe(200);
    await set('test.everyone', { plansOff: ['enterprise'] });
    expect((await open()).json().code).toBe('feature_disabled');
  },
);

it('is in force in the other process by its next reading, while Redis is away', async () => {
  const flags = two.app.get(Flags);
  const read = flags.refresh.bind(flags);
  let committed = false;
  /** What the first reading that begins after the change gives. */
  let seen: boolean | undefined;
  jest.spyOn(flags, 'refresh').mockImplementation(async () => {
    const since = committed;
    await read();
    if (since) seen ??= flags.isOn('test.members', { userId: bob.id });
  });
  expect((await see(bob.token, 'shared', two)).status).toBe(200);
  await set('test.members', { usersOff: [bob.id] });
  committed = true;
  await until(() => seen !== undefined);
  expect(seen).toBe(false);
  expect((await see(bob.token, 'shared', two)).status).toBe(404);
});
