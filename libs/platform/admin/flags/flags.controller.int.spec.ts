// Real: the whole API over PostgreSQL, with an operator's key. Faked: nothing.
import { declareFlag, Flags } from '#platform/flags';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.js';

const tenantId = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';
const url = '/v1/platform/flags';
const news = `${url}/test.news`;
declareFlag('test.news', { default: false, about: { en: 'News.', fr: 'Actualités.' } });
declareFlag('test.search', { default: true, about: { en: 'A search.', fr: 'Une recherche.' } });

describe('the routes to the flags', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
  });
  afterAll(() => api.close());
  afterEach(() => api.app.get(Flags).clear('test.news'));

  const authorization = () => ({ authorization: `Bearer ${api.operatorKey}` });
  const get = (path: string, headers = {}) =>
    api.inject({ method: 'GET', url: path, headers: { ...authorization(), ...headers } });
  const put = (ifMatch: string | undefined, payload: object) => {
    const headers = { ...authorization(), ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) };
    return api.inject({ method: 'PUT', url: news, headers, payload });
  };

  it('read and set a flag, with its version as the ETag', async () => {
    const before = await get(news);
    expect([before.headers.etag, before.json().enabled]).toEqual(['"v0"', false]);
    const changed = await put('"v0"', { enabled: true, percentage: 25, tenantsOn: [tenantId] });
    const { version } = changed.json();
    expect(changed.json()).toEqual({
      name: 'test.news',
      about: 'News.',
      byDefault: false,
      enabled: true,
      percentage: 25,
      environmentsOn: [],
      environmentsOff: [],
      tenantsOn: [tenantId],
      tenantsOff: [],
      version: expect.any(Number),
    });
    expect(changed.headers.etag).toBe(`"v${version}"`);
    expect((await get(news)).json()).toEqual(changed.json());
    expect((await get(news, { 'if-none-match': `"v${version}"` })).statusCode).toBe(304);
  });

  it('refuse a change that would overwrite another operator’s concurrent change', async () => {
    const first = await put('"v0"', { enabled: true });
    const late = await put('"v0"', { enabled: false });
    expect([late.statusCode, late.json().code, late.headers.etag]).toEqual([
      412,
      'precondition_failed',
      first.headers.etag,
    ]);
    expect((await put(undefined, { enabled: false })).json().code).toBe('precondition_required');
    expect((await get(news)).json().enabled).toBe(true);
    const both = await Promise.all([1, 2].map(() => put(String(first.headers.etag), { enabled: false })));
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
  });

  it('list the flags by name, by cursor and by page', async () => {
    const whole = (await get(url)).json();
    const names = whole.data.map(({ name }: { name: string }) => name);
    expect(names).toEqual(['analytics.realtime', 'catalog.tags', 'test.news', 'test.search']);
    expect(whole.page).toEqual({ next: null, size: 20 });
    const walked: string[] = [];
    for (let next: string | null = `${url}?limit=1`; next; ) {
      const step = await get(next);
      walked.push(step.json().data[0].name);
      next = /^<(.+)>; rel="next"$/.exec(String(step.headers.link))?.[1] ?? null;
    }
    expect(walked).toEqual(names);
    const page = (await get(`${url}?page=2&pageSize=2`)).json();
    expect(page.data).toMatchObject([{ name: 'test.news' }, { name: 'test.search' }]);
    expect(page.page).toEqual({ next: null, size: 2, number: 2, totalItems: 4, totalPages: 2, totalKind: 'exact' });
  });

  it.each(['cursor=nonsense', 'page=1&limit=2', 'limit=0', 'page=2000&pageSize=100'])('refuse %s', async (query) => {
    expect((await get(`${url}?${query}`)).statusCode).toBe(400);
  });
});
