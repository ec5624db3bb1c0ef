// Real: the whole API, PostgreSQL. Faked: nothing.
import { Catalog } from '#catalog';
import { Flags } from '#platform/flags';
import { Tenants } from '#tenants';
import { samplePackages } from '../support/sample-packages.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let api: TestApp;
let catalog: Catalog;
const ids: Record<string, string> = {};

beforeAll(async () => {
  api = await startTestApp();
  catalog = api.app.get(Catalog);
  for (const slug of ['alpha', 'beta', 'gamma']) {
    const { id } = await api.app.get(Tenants).create({ slug, name: slug, product: 'wistant', plan: 'enterprise' });
    ids[slug] = id;
    await importSamples(slug, slug, 3);
  }
});
afterAll(() => api?.close());

async function importSamples(tenant: string, prefix: string, count: number): Promise<void> {
  const packages = samplePackages(prefix, count);
  await catalog.importPackages(ids[tenant] as string, packages.directory);
  packages.remove();
}
const get = (path: string, headers = {}) => api.inject({ method: 'GET', url: `/v1/stores${path}`, headers });

describe('a store', () => {
  it('shows its apps to everyone, page by page', async () => {
    const first = await get('/alpha/apps?limit=2');
    expect(first.json().data.map((app: { slug: string }) => app.slug)).toEqual(['alpha-0', 'alpha-1']);
    const link = /^<(?<next>.+)>; rel="next"$/.exec(String(first.headers.link))?.groups?.next;
    const second = await api.inject({ method: 'GET', url: link });
    expect(second.json()).toMatchObject({ data: [{ slug: 'alpha-2' }], page: { next: null, size: 2 } });
    expect(second.headers.link).toBeUndefined();
  });

  it.each(['apps?limit=1', 'apps?sort=-createdAt&limit=1', 'tags?limit=1'])(
    'takes no cursor of another store’s %s',
    async (list) => {
      const { next } = (await get(`/alpha/${list}`)).json().page;
      expect((await get(`/alpha/${list}&cursor=${next}`)).statusCode).toBe(200);
      const answer = await get(`/beta/${list}&cursor=${next}`);
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_cursor']);
    },
  );

  it('shows one app with all its fields', async () => {
    expect((await get('/alpha/apps/alpha-1')).json()).toMatchObject({
      name: 'alpha-1',
      licence: 'MIT',
      tags: ['alpha', 'odd'],
      description: expect.stringContaining('# alpha-1'),
      homepage: null,
      files: [
        { path: 'README.md', bytes: expect.any(Number) },
        { path: 'package.json', bytes: expect.any(Number) },
      ],
      fileCount: 2,
    });
  });

  it("answers the same for another store's app as for an unknown one", async () => {
    const [other, none] = await Promise.all([get('/beta/apps/alpha-1'), get('/beta/apps/alpha-9')]);
    const shared = ({ code, status, title, detail }: Record<string, unknown>) => ({ code, status, title, detail });
    expect(shared(other.json())).toMatchObject({ code: 'app_not_found', status: 404 });
    expect(shared(other.json())).toEqual(shared(none.json()));
  });

  it('shows an import at once, though its pages were kept', async () => {
    const pages = ['/gamma/apps?page=1', '/gamma/tags?page=1'];
    for (const page of pages) {
      await get(page);
      expect((await get(page)).headers['cache-status']).toMatch(/hit/);
    }
    await importSamples('gamma', 'later', 1);
    const [apps, tags] = await Promise.all(pages.map((page) => get(page)));
    expect(apps?.json().page.totalItems).toBe(4);
    expect(tags?.json().data).toContainEqual({ tag: 'later', apps: 1 });
  });

  it('closes its tags where the flag is off', async () => {
    const off = (tenantsOff: string[]) =>
      api.app.get(Flags).change('catalog.tags', (present) => ({ ...present, tenantsOff }));
    await off([ids.beta as string]);
    expect((await get('/beta/tags')).json()).toMatchObject({ status: 404, code: 'feature_disabled' });
    expect((await get('/alpha/tags')).statusCode).toBe(200);
    await off([]);
    expect((await get('/beta/tags')).statusCode).toBe(200);
  });
});
