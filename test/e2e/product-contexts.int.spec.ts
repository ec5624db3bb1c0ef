// Real: the whole API, PostgreSQL, the products and what they declare. Faked: nothing.
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
