// Real: the whole API over PostgreSQL, with an operator's key. Faked: nothing.
import { declareFlag, Flags } from '#platform/flags';
import { newId } from '#platform/ids';
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
      percentageOf: 'tenants',
      environmentsOn: [],
      environmentsOff: [],
      plansOn: [],
      plansOff: [],
      tenantsOn: [tenantId],
      tenantsOff: [],
      usersOn: [],
      usersOff: [],
      reason: '',
      version: expect.any(Number),
    });
    expect(changed.headers.etag).toBe(`"v${version}"`);
    expect((await get(news)).json()).toEqual(changed.json());
    expect((await get(news, { 'if-none-match': `"v${version}"` })).statusCode).toBe(304);
  });

  it('keep rules by plan and user with the reason, and list the changes', async () => {
    const rules = { plansOn: ['pro'], plansOff: ['free'], usersOn: [tenantId], usersOff: [tenantId] };
    const given = { enabled: true, percentage: 40, percentageOf: 'users', ...rules, reason: 'a trial' };
    const { etag } = (await get(news)).headers;
    expect((await put(String(etag), given)).json()).toMatchObject(given);
    // Off wins for a user in both lists.
    expect(api.app.get(Flags).isOn('test.news', { userId: tenantId })).toBe(false);
    const { data, page } = (await get(`${news}/changes?limit=1`)).json();
    expect(page).toMatchObject({ size: 1 });
    expect(data).toEqual([
      {
        ...{ id: expect.any(String), at: expect.any(String), actorKind: 'operator', actorId: expect.any(String) },
        ...{ change: 'set', reason: 'a trial' },
        setting: expect.objectContaining({ percentage: 40, percentageOf: 'users', plansOff: 'free', usersOn: 1 }),
      },
    ]);
    expect((await get(`${url}/test.unknown/changes`)).json().code).toBe('flag_not_found');
  });

  it.each([
    { plansOn: ['gold'] },
    { percentage: 100.5 },
    { percentage: -1 },
    { percentageOf: 'members' },
    { usersOn: ['ada'] },
    { usersOn: [tenantId, tenantId] },
    { usersOff: Array.from({ length: 1001 }, () => newId()) },
    { reason: 'r'.repeat(201) },
    { reason: 7 },
  ])('refuse the setting %#', async (wrong) => {
    const refused = await put('"v0"', { enabled: true, ...wrong });
    expect([refused.statusCode, refused.json().code]).toEqual([400, 'validation_failed']);
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
