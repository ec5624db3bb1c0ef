// Real: the whole API, PostgreSQL. Faked: nothing.
import { callAs, freshTenant, type SignedIn, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let api: TestApp;
let slug: string;
let owner: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
  const tenant = await freshTenant(api);
  slug = tenant.slug;
  owner = await signedIn(api, tenant, 'owner');
});
afterAll(() => api?.close());

type Method = Parameters<typeof callAs>[2];

/** What the refusal of a request says of each field or parameter. */
async function faults(method: Method, path: string, body?: object, language = 'en'): Promise<[string, string][]> {
  const url = `/v1/${path.replace('{tenant}', slug)}`;
  const answer = await callAs(api, owner.token, method, url, body, { 'accept-language': language });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([400, 'application/problem+json']);
  return answer.json().errors.map(({ pointer, detail }: { pointer: string; detail: string }) => [pointer, detail]);
}

describe('a refusal names what was probably meant', () => {
  const app = { slug: 'carnet', name: 'Carnet' };

  it('of the fields of a body', async () => {
    const [[pointer, detail] = []] = await faults('POST', 'catalog/apps', { ...app, license: 'MIT' });
    expect(pointer).toBe('/license');
    expect(detail).toBe(
      'is not a known field. Did you mean licence? Accepted: slug, name, summary, description, tags, licence, author, homepage.',
    );
    const french = await faults('POST', 'catalog/apps', { ...app, license: 'MIT' }, 'fr');
    expect(french[0]?.[1]).toContain('Vouliez-vous dire licence ?');
  });

  it('of the parameters of a query, under their names elsewhere too', async () => {
    expect(await faults('GET', 'stores/{tenant}/apps?q=notes&pagesize=3')).toEqual([
      ['/q', expect.stringContaining('Did you mean search?')],
      ['/pagesize', expect.stringContaining('Did you mean pageSize?')],
    ]);
    expect(await faults('GET', 'stores/{tenant}/apps/carnet?fields=name')).toEqual([
      ['/fields', 'is not a known parameter. This operation takes none.'],
    ]);
  });

  it('of the orders of a list, and of the values of a field', async () => {
    const [[, order] = []] = await faults('GET', 'stores/{tenant}/apps?sort=createdat');
    expect(order).toMatch(/^must be one of name, .*\. Did you mean createdAt\?$/);
    expect(await faults('GET', 'members?role=administrator')).toEqual([
      ['/role', 'must be one of member, editor, admin, owner'],
    ]);
    expect(await faults('GET', 'members?role=Owners', undefined, 'fr')).toEqual([
      ['/role', expect.stringContaining('Vouliez-vous dire owner ?')],
    ]);
  });

  it('of a value that is missing, by those that are accepted', async () => {
    const key = { name: 'Machine', scopes: ['catalog.read'] };
    expect(await faults('POST', 'keys', key)).toEqual([['/kind', 'is required: one of publishable, secret']]);
    expect(await faults('POST', 'keys', key, 'fr')).toEqual([
      ['/kind', 'est obligatoire : l’une de ces valeurs, publishable, secret'],
    ]);
  });

  it('by a slug or tags that would do', async () => {
    const body = { ...app, slug: 'carnet-léger', tags: ['notes', 'Hors ligne'] };
    const details = Object.fromEntries(await faults('POST', 'catalog/apps', body));
    expect(details['/slug']).toMatch(/^must be lower-case letters .*, as in carnet-leger$/);
    expect(details['/tags']).toMatch(/^must hold tags .*, as in hors-ligne$/);
    const french = Object.fromEntries(await faults('POST', 'catalog/apps', { ...app, slug: '日本' }, 'fr'));
    expect(french['/slug']).toMatch(/^doit se composer de minuscules .*, comme carnet-leger$/);
  });
});

it('many long parameters are refused shortly', async () => {
  const query = Array.from({ length: 100 }, (_, i) => `${'q'.repeat(60)}${i}=1`).join('&');
  const answer = await api.inject(`/v1/stores/${slug}/apps?${query}`);
  expect([answer.statusCode, answer.json().errors.length]).toEqual([400, 10]);
  expect(answer.body.length).toBeLessThan(10_000);
});
