// Real: the whole API, PostgreSQL, the products and what they declare. Faked: nothing.

import { newId } from '#platform/ids';
import { contextsOfAll, products } from '#tenants';
import { contexts } from '../../apps/contexts.js';
import type { PlacedOperation } from '../drift/openapi/operations.js';
import { committedOperations } from '../support/openapi.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { baseCall } from './bad-input/call.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({}, undefined, [], undefined, 'of its product');
});
afterAll(() => api?.close());

const told = async (answer: ReturnType<typeof callAs>) => {
  const { statusCode, body } = await answer;
  return [statusCode, body === '' ? undefined : JSON.parse(body).code];
};

/** A tenant of a product, with its owner. */
async function of(product: string): Promise<{ slug: string; owner: SignedIn }> {
  const tenant = await freshTenant(api, { product });
  return { slug: tenant.slug, owner: await signedIn(api, tenant, 'owner') };
}

const refuses = (operation: PlacedOperation['operation']) => operation['x-problems']?.includes('context_not_served');

const entry = () => ({ id: newId(), day: new Date().toISOString().slice(0, 10), reflection: 'A calm day.' });

describe('a tenant', () => {
  it('has the routes of its product, and 404 for those of others, also where its answers are cached', async () => {
    const [store, journal, team] = [await of('wistant'), await of('journeys'), await of('veille')];
    const ask = ({ owner }: typeof store, ...rest: ['GET' | 'POST', string, object?]) =>
      told(callAs(api, owner.token, ...rest));
    const absent = [404, 'context_not_served'];
    expect(await ask(store, 'POST', '/v1/journal/entries', entry())).toEqual(absent);
    expect(await ask(journal, 'POST', '/v1/journal/entries', entry())).toEqual([201, undefined]);
    expect(await ask(store, 'GET', '/v1/feeds/posts')).toEqual(absent);
    expect(await ask(team, 'GET', '/v1/feeds/posts')).toEqual([200, undefined]);
    // The same URL, for which the answer of a tenant that has it is kept.
    for (let i = 0; i < 2; i += 1) {
      expect(await ask(journal, 'GET', '/v1/journal/progress')).toEqual([200, undefined]);
      expect(await ask(store, 'GET', '/v1/journal/progress')).toEqual(absent);
      const pages = [store, journal].map(({ slug }) => api.inject(`/v1/stores/${slug}/apps`));
      expect((await Promise.all(pages)).map(({ statusCode }) => statusCode)).toEqual([200, 404]);
    }
  });

  it('is told what it lacks, and where to look', async () => {
    const { slug } = await of('journeys');
    const answer = await api.inject({ url: `/v1/stores/${slug}/apps`, headers: { 'accept-language': 'en' } });
    expect(answer.json()).toMatchObject({
      ...{ status: 404, code: 'context_not_served' },
      detail: `The tenant ${slug} belongs to the product journeys, which does not include catalog. Use a tenant whose product does: GET /v1/platform/products tells operators which those are.`,
    });
  });

  it('answers so on every route of the contexts that its product lacks, whatever the role', async () => {
    const tenant = await freshTenant(api, { product: 'velo' });
    const { slug } = tenant;
    const { token } = await signedIn(api, tenant, 'member');
    const documented = committedOperations.filter(
      ({ path, operation }) => refuses(operation) && !path.startsWith('/v1/rides/'),
    );
    expect(documented.length).toBeGreaterThan(50);
    for (const placed of documented) {
      const { url, method, ...call } = baseCall(placed);
      const own = url.replace(/^(\/v1\/(?:stores|ingest))\/[^/?]+/, `$1/${slug}`);
      const headers = {
        ...call.headers,
        ...(placed.operation['x-permission'] && { authorization: `Bearer ${token}` }),
      };
      expect([own, ...(await told(api.inject({ ...call, method, url: own, headers })))]).toEqual([
        ...[own, 404, 'context_not_served'],
      ]);
    }
  });
});

it('every path of a context that not all have is documented with the refusal', () => {
  const few = contexts.filter(({ name }) => !contextsOfAll.includes(name)).map(({ name }) => name);
  const paths = new RegExp(`^/v1/(${few.join('|')}|stores|ingest)(/|$)`);
  const silent = committedOperations.filter(
    ({ path, operation }) =>
      // Elsewhere the tenant is known by what the body says, as in the sign-in of Google Reader clients.
      paths.test(path) && (operation['x-permission'] || path.includes('{tenant}')) && !refuses(operation),
  );
  expect(silent.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});

it('each context belongs to all tenants or to a product, and no product names another', () => {
  const named = [...contextsOfAll, ...products.flatMap((product) => product.contexts)];
  expect([...new Set(named)].sort()).toEqual(contexts.map(({ name }) => name).sort());
});

it('operators read what each product is', async () => {
  const answer = await callAs(api, api.operatorKey, 'GET', '/v1/platform/products', undefined, {
    'accept-language': 'en',
  });
  const { data } = answer.json();
  expect(data.map(({ id }: { id: string }) => id)).toEqual(products.map(({ id }) => id));
  expect(data[0]).toEqual({
    ...{ id: 'wistant', name: 'Wistant Studio', contexts: products[0]?.contexts, registration: 'open' },
    about: 'An app store: a few people publish applications, and anyone browses and downloads them.',
  });
});

describe('the key of an operator', () => {
  const product = {
    ...{ nameEn: 'Premium', nameFr: 'Premium', priceMinor: 499, currency: 'EUR', period: 'month', onSale: true },
    ...{ appStoreId: null, stripePriceId: null },
  };
  const ask = (method: 'GET' | 'POST' | 'PUT', path: string, body?: object) =>
    told(callAs(api, api.operatorKey, method, path, body));

  it('is refused where a tenant is meant and none is named', async () => {
    const refused = [403, 'tenant_credential_required'];
    expect(await ask('PUT', '/v1/journal/products/premium', product)).toEqual(refused);
    expect(await ask('POST', '/v1/catalog/apps', { slug: 'an-app', name: 'An app' })).toEqual(refused);
    expect(await ask('GET', '/v1/feeds/posts')).toEqual(refused);
    expect(await ask('GET', '/v1/tenant')).toEqual(refused);
    expect(await ask('GET', '/v1/retention')).toEqual(refused);
    expect(await ask('PUT', '/v1/retention/feeds.posts', { days: 90 })).toEqual(refused);
  });

  it('is refused on the path of a tenant too, and stores nothing there', async () => {
    const { id, slug } = await freshTenant(api, { product: 'wistant' });
    const event = { id: newId(), name: 'app.opened', occurredAt: new Date().toISOString() };
    const path = `/v1/ingest/${slug}/events`;
    expect(await ask('POST', path, [event])).toEqual([403, 'tenant_credential_required']);
    const owner = await signedIn(api, { id, slug }, 'owner');
    const sent = await callAs(api, owner.token, 'POST', path, [event]);
    expect(sent.json()).toMatchObject({ accepted: 1, duplicates: 0 });
  });

  it('reads the operators’ own', async () => {
    for (const path of ['operations', 'members', 'platform/audit', 'platform/tenants'])
      expect([path, ...(await ask('GET', `/v1/${path}`))]).toEqual([path, 200, undefined]);
  });
});
