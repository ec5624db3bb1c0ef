// Real: the whole API, PostgreSQL, the products and what they declare. Faked: nothing.
import { TenantDirectory } from '#platform/tenancy';
import { products } from '#tenants';
import { committedOperations } from '../support/openapi.js';
import { ReaderClient } from '../support/reader-client.js';
import { callAs, freshTenant, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({}, undefined, [], undefined, 'of its product');
});
afterAll(() => api?.close());

type Ask = (method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: object) => ReturnType<typeof callAs>;

/** The owner of a new tenant of a product. */
async function ownerOf(product: string): Promise<Ask> {
  const { token } = await signedIn(api, await freshTenant(api, { product }), 'owner');
  const headers = { 'if-match': '*', 'accept-language': 'en' };
  return (method, path, body) => callAs(api, token, method, `/v1/${path}`, body, headers);
}

/** The first parts of the names, each once. */
const contextsOf = (names: readonly string[]) => [...new Set(names.map((name) => name.split('.')[0]))];

describe('of webhooks', () => {
  const webhook = (...events: string[]) => ({ url: 'https://hooks.example/', events });

  it.each([
    ['wistant', ['auth', 'catalog']],
    ['veille', ['auth', 'feeds']],
    ['etude-line', ['auth', 'campus']],
    ['velo', ['auth']],
  ])('a tenant of %s has the events of %j', async (product, own) => {
    const { data } = (await (await ownerOf(product))('GET', 'webhooks/events')).json();
    expect(contextsOf(data.map(({ type }: { type: string }) => type))).toEqual(own);
  });

  it('an event of a context that the tenant lacks is unknown', async () => {
    const ask = await ownerOf('wistant');
    const made = await ask('POST', 'webhooks', webhook('auth.member.joined', 'catalog.app.published'));
    expect(made.statusCode).toBe(201);
    const events = ['auth.member.joined', 'feeds.posts.marked'];
    for (const answer of [
      await ask('POST', 'webhooks', webhook(...events)),
      await ask('PATCH', `webhooks/${made.json().id}`, { events }),
    ])
      expect([answer.statusCode, answer.json()]).toMatchObject([
        ...[422, { code: 'unknown_webhook_event', errors: [{ pointer: '/events/1' }] }],
      ]);
  });

  it('operators, whose tenant has no contexts of a product, have those of all', async () => {
    const answer = await callAs(api, api.operatorKey, 'GET', '/v1/webhooks/events');
    expect(contextsOf(answer.json().data.map(({ type }: { type: string }) => type))).toEqual(['auth']);
  });
});

describe('of retention', () => {
  it('a tenant lists and chooses what its own contexts keep', async () => {
    const [store, journal] = [await ownerOf('wistant'), await ownerOf('journeys')];
    const listed = async (ask: Ask) =>
      (await ask('GET', 'retention')).json().data.map(({ name }: { name: string }) => name);
    expect(await listed(journal)).toEqual(expect.arrayContaining(['auth.invitations', 'journal.entries']));
    expect(await listed(store)).toContain('auth.invitations');
    expect((await listed(store)).filter((name: string) => /^(feeds|journal)\./.test(name))).toEqual([]);
    for (const name of ['feeds.posts', 'journal.entries']) {
      const answer = await store('PUT', `retention/${name}`, { days: null });
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'retention_not_found']);
    }
    expect((await journal('PUT', 'retention/journal.entries', { days: null })).statusCode).toBe(200);
    expect((await store('PUT', 'retention/auth.invitations', { days: null })).statusCode).toBe(200);
  });
});

describe('of the scopes of keys', () => {
  const key = (...scopes: string[]) => ({ name: 'A program', scopes });
  const refused = async (answer: ReturnType<Ask>) => {
    const { status, code, detail } = (await answer).json();
    const given = /You can give: (.*)\.$/.exec(detail)?.[1]?.split(', ');
    return [status, code, given ?? /There is no permission .*$/.exec(detail)?.[0]];
  };

  it('a user gives their key those of contexts that the tenant has', async () => {
    const [store, team] = [await ownerOf('wistant'), await ownerOf('veille')];
    const none = [400, 'key_scope_refused', 'There is no permission that you can give to a key of this kind here.'];
    expect(await refused(store('POST', 'me/keys', key('feeds.read')))).toEqual(none);
    expect(await refused(store('POST', 'me/keys', key('catalog.read')))).toEqual(none);
    const ofFeeds = [400, 'key_scope_refused', ['feeds.read', 'feeds.write']];
    expect(await refused(team('POST', 'me/keys', key('catalog.read')))).toEqual(ofFeeds);
    expect((await team('POST', 'me/keys', key('feeds.read'))).statusCode).toBe(201);
  });

  it('an owner gives a key of the tenant those of contexts that it has', async () => {
    const store = await ownerOf('wistant');
    const secret = (...scopes: string[]) => ({ ...key(...scopes), kind: 'secret' });
    const [status, code, given = []] = await refused(store('POST', 'keys', secret('catalog.read', 'journal.read')));
    expect([status, code]).toEqual([400, 'key_scope_refused']);
    expect(given).toEqual(expect.arrayContaining(['catalog.read', 'members.read', 'retention.read', 'webhooks.read']));
    expect(given.filter((scope: string) => /^(feeds|journal)\./.test(scope))).toEqual([]);
    expect((await store('POST', 'keys', secret(...given))).statusCode).toBe(201);
  });
});

it('a feed reader is signed in by a key of a tenant that has feeds alone', async () => {
  // A process of before gave keys of all tenants these scopes.
  const before = await startTestApp({}, api.database);
  try {
    for (const [product, status, body] of [
      ['veille', 200, /^SID=/],
      ['wistant', 401, /^Error=BadAuthentication\n$/],
    ] as const) {
      const { key } = await ReaderClient.keyOf(
        before,
        await signedIn(before, await freshTenant(before, { product }), 'owner'),
      );
      await api.app.get(TenantDirectory).refresh();
      const answer = await ReaderClient.login(api, { Email: 'x', Passwd: key });
      expect([product, answer.statusCode, answer.body]).toEqual([product, status, expect.stringMatching(body)]);
    }
  } finally {
    await before.close();
  }
});

it('the permissions of a route are named by the context whose tenants alone have it', () => {
  const few = new Set(products.flatMap(({ contexts }) => contexts));
  const placed = committedOperations.filter(
    ({ operation }) => operation['x-permission'] && operation['x-problems']?.includes('context_not_served'),
  );
  expect(placed.length).toBeGreaterThan(50);
  const odd = placed.filter(({ operation }) => !few.has(operation['x-permission']?.split('.')[0] ?? ''));
  expect(odd.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});
