/**
 * The operators' routes to the tenants.
 * Real: the whole API and PostgreSQL. Faked: the socket; requests are injected.
 */
import { ApiKeys } from '#platform/access';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

describe('/v1/platform/tenants', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
  });
  afterAll(() => api.close());

  test('creates a tenant, with its location and version in the headers', async () => {
    const answer = await call('POST', '', { slug: 'atelier', name: 'Atelier Lumière', product: 'wistant' });
    expect(answer.statusCode).toBe(201);
    expect(answer.headers).toMatchObject({ location: '/v1/platform/tenants/atelier', etag: '"v1"' });
    const { statusCode, headers, body } = await call('GET', '/atelier');
    expect([statusCode, headers.etag, body]).toEqual([200, '"v1"', answer.body]);
    expect(answer.json()).toMatchObject({ slug: 'atelier', plan: 'free', state: 'active', suspendedAt: null });
    const again = await call('GET', '/atelier', undefined, { 'if-none-match': '"v1"' });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  test('refuses a slug that is taken', async () => {
    await call('POST', '', { slug: 'taken', name: 'First', product: 'velo' });
    const answer = await call('POST', '', { slug: 'taken', name: 'Second', product: 'velo' });
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ code: 'tenant_slug_taken' });
  });

  test.each([
    ['/product', { product: 'shop' }],
    ['/plan', { plan: 'gold' }],
    ['/plan', { plan: null }],
    ['/slug', { slug: 'Not A Slug' }],
    ['/slug', { slug: 'platform' }],
    ['/name', { name: '   ' }],
    ['/name', { name: 7 }],
    ['/name', { name: 'Atelier\u202eerèimuL' }],
    ['/origins/0', { origins: ['https://shop.example/path'] }],
    ['/origins/1', { origins: ['https://shop.example', 'https://*.example'] }],
    ['/origins', { origins: 'https://shop.example' }],
    ['/state', { state: 'suspended' }],
    ['/locale', { locale: 'de' }],
    ['/timeZone', { timeZone: 'Europe/Nowhere' }],
    ['/timeZone', { timeZone: '+02:00' }],
    ['/timeZone', { timeZone: 'europe/paris' }],
    ['/branding/colour', { branding: { colour: '#ffcc00' } }],
    ['/branding/colour', { branding: { colour: 'rebeccapurple' } }],
    ['/branding/logoUrl', { branding: { logoUrl: 'http://a.example/logo.svg' } }],
    ['/branding/logoUrl', { branding: { logoUrl: 'javascript:alert(1)' } }],
    ['/branding/logoUrl', { branding: { logoUrl: 'https://me:secret@a.example/logo.svg' } }],
    ['/branding/displayName', { branding: { displayName: 'Two\nlines' } }],
    ['/branding/displayName', { branding: { displayName: 'Chez\u2067nous' } }],
    ['/branding/font', { branding: { font: 'Inter' } }],
    ['/branding', { branding: 'blue' }],
    ['/branding', { branding: [] }],
    ['/branding', { branding: [{}] }],
    ['/branding', { branding: null }],
  ])('points to %s when creating with %j', async (pointer, fault) => {
    const answer = await call('POST', '', { slug: 'faulty', name: 'Faulty', product: 'velo', ...fault });
    expect(answer.statusCode).toBe(400);
    const errors: { pointer: string }[] = answer.json().errors;
    expect([...new Set(errors.map((error) => error.pointer))]).toEqual([pointer]);
  });

  test('keeps an origin once that is given twice', async () => {
    const [shop, blog] = ['https://shop.example', 'https://blog.example'];
    const made = await call('POST', '', { slug: 'repeated', name: 'R', product: 'velo', origins: [shop, blog, shop] });
    expect(made.json().origins).toEqual([shop, blog]);
    const changed = await call('PATCH', '/repeated', { origins: [blog, blog] }, { 'if-match': '"v1"' });
    expect(changed.json().origins).toEqual([blog]);
  });

  test('describes the format of a slug in words, not as a regular expression', async () => {
    const body = { slug: 'Not A Slug', name: 'Faulty', product: 'velo' };
    const [error] = (await call('POST', '', body, { 'accept-language': 'fr' })).json().errors;
    expect(error).toMatchObject({
      code: 'invalid_slug',
      detail: expect.stringMatching(/^Utilisez de 2 à 63 minuscules/),
    });
  });

  test('changes a tenant at the version that was read', async () => {
    await call('POST', '', { slug: 'changed', name: 'Before', product: 'velo' });
    const change = { name: 'After', origins: ['https://velo.example'] };
    expect((await call('PATCH', '/changed', change)).statusCode).toBe(428);
    const answer = await call('PATCH', '/changed', change, { 'if-match': '"v1"' });
    expect([answer.statusCode, answer.headers.etag]).toEqual([200, '"v2"']);
    expect(answer.json()).toMatchObject({ ...change, plan: 'free', version: 2 });
    expect((await call('PATCH', '/changed', change, { 'if-match': '"v1"' })).statusCode).toBe(412);
    const moved = await call('PATCH', '/changed', { product: 'veille' }, { 'if-match': '"v2"' });
    expect(moved.statusCode).toBe(400);
  });

  test('changes a tenant at one of the versions of a list, and at any with *', async () => {
    await call('POST', '', { slug: 'listed', name: 'Before', product: 'velo' });
    const at = async (versions: string, name: string) =>
      (await call('PATCH', '/listed', { name }, { 'if-match': versions })).headers.etag;
    expect(await at('"nope", "v1"', 'One')).toBe('"v2"');
    expect(await at('*', 'Two')).toBe('"v3"');
    expect((await call('PATCH', '/listed', { name: 'Three' }, { 'if-match': 'W/"v3", "v2"' })).statusCode).toBe(412);
    expect((await call('DELETE', '/listed', undefined, { 'if-match': '"v2", "v3"' })).statusCode).toBe(200);
  });

  test('writes nothing where a change is so already, at the current version alone', async () => {
    const settings = { locale: 'en', timeZone: 'UTC', branding: { colour: '#1D4F91' } };
    const made = await call('POST', '', { slug: 'same', name: 'Same', product: 'velo', ...settings });
    const { id, plan } = made.json();
    const written = async () =>
      runSql<{ lines: string; events: string }>(
        api.database.adminUrl,
        `SELECT (SELECT count(*) FROM platform.audit_lines WHERE tenant_id = '${id}') AS lines,
          (SELECT count(*) FROM platform.outbox WHERE subject = '${id}') AS events`,
      );
    const before = await written();
    for (const same of [{}, { name: ' Same ' }, { plan, origins: [] }, settings, { branding: { logoUrl: null } }]) {
      const answer = await call('PATCH', '/same', same, { 'if-match': '"v1"' });
      expect([same, answer.statusCode, answer.headers.etag, answer.body]).toEqual([same, 200, '"v1"', made.body]);
      expect((await call('PATCH', '/same', same, { 'if-match': '"v2"' })).statusCode).toBe(412);
    }
    expect(await written()).toEqual(before);
    const changed = await call('PATCH', '/same', { name: 'Same', locale: null }, { 'if-match': '"v1"' });
    expect(changed.headers.etag).toBe('"v2"');
    expect(await written()).not.toEqual(before);
  });

  test('uses the settings of the product, then the tenant’s own, and the product’s again after null', async () => {
    const made = await call('POST', '', { slug: 'designed', name: 'Designed', product: 'velo' });
    const ofProduct = made.json();
    expect(ofProduct).toMatchObject({
      locale: 'fr',
      timeZone: 'Europe/Paris',
      branding: { displayName: 'Designed', colour: expect.stringMatching(/^#[0-9a-f]{6}$/), logoUrl: null },
    });
    const logoUrl = 'https://velo.example/logo.svg';
    const choice = { locale: 'en', timeZone: 'America/New_York', branding: { colour: '#1D4F91', logoUrl } };
    const chosen = await call('PATCH', '/designed', choice, { 'if-match': '"v1"' });
    expect(chosen.json()).toMatchObject({
      locale: 'en',
      timeZone: 'America/New_York',
      branding: { displayName: 'Designed', colour: '#1d4f91', logoUrl },
    });
    const back = { locale: null, timeZone: null, branding: { colour: null, logoUrl: null } };
    const reset = (await call('PATCH', '/designed', back, { 'if-match': '"v2"' })).json();
    const { locale, timeZone, branding } = ofProduct;
    expect(reset).toMatchObject({ version: 3, locale, timeZone, branding });
  });

  test('accepts settings for a new tenant', async () => {
    const branding = { displayName: ' Chez nous ' };
    const made = await call('POST', '', { slug: 'own', name: 'Own', product: 'velo', timeZone: 'UTC', branding });
    expect(made.json()).toMatchObject({ timeZone: 'UTC', branding: { displayName: 'Chez nous', logoUrl: null } });
  });

  test('deletes a tenant with a grace period, in which its routes answer 404, and restores it', async () => {
    await call('POST', '', { slug: 'parting', name: 'Parting', product: 'wistant' });
    const store = async () => (await api.inject({ method: 'GET', url: '/v1/stores/parting/apps' })).json().code;
    expect((await call('DELETE', '/parting')).statusCode).toBe(428);
    expect((await call('DELETE', '/parting', undefined, { 'if-match': '"v9"' })).statusCode).toBe(412);
    const deleted = await call('DELETE', '/parting?graceDays=7', undefined, { 'if-match': '"v1"' });
    expect([deleted.statusCode, deleted.headers.etag]).toEqual([200, '"v2"']);
    const { state, deletedAt, purgeAt } = deleted.json();
    expect([state, Date.parse(purgeAt) - Date.parse(deletedAt)]).toEqual(['deleting', 7 * 86_400_000]);
    expect(await store()).toBe('tenant_not_found');
    const later = await call('DELETE', '/parting?graceDays=90', undefined, { 'if-match': '"v2"' });
    expect(later.json()).toEqual(deleted.json());
    for (const refused of [
      call('PATCH', '/parting', { name: 'New' }, { 'if-match': '"v2"' }),
      call('POST', '/parting/suspend'),
      call('POST', '/parting/resume'),
    ])
      expect((await refused).json()).toMatchObject({ status: 409, code: 'tenant_deleted' });
    expect(slugs(await call('GET', '?state=deleting'))).toContain('parting');
    const back = await call('POST', '/parting/undelete');
    expect(back.json()).toMatchObject({ state: 'active', deletedAt: null, purgeAt: null, version: 3 });
    expect((await call('POST', '/parting/undelete')).json()).toEqual(back.json());
    expect(await store()).toBeUndefined();
  });

  test('has a grace period of 30 days by default, and restores a suspended tenant as suspended', async () => {
    await call('POST', '', { slug: 'halted', name: 'Halted', product: 'wistant' });
    await call('POST', '/halted/suspend', { reason: 'Unpaid.' });
    const { deletedAt, purgeAt } = (await call('DELETE', '/halted', undefined, { 'if-match': '"v2"' })).json();
    expect(Date.parse(purgeAt) - Date.parse(deletedAt)).toBe(30 * 86_400_000);
    const back = (await call('POST', '/halted/undelete')).json();
    expect(back).toMatchObject({ state: 'suspended', suspensionReason: 'Unpaid.' });
  });

  test.each(['-1', '91', '1.5', 'soon', ''])('refuses a grace period of %j days', async (days) => {
    const answer = await call('DELETE', `/halted?graceDays=${days}`, undefined, { 'if-match': '"v1"' });
    expect([answer.statusCode, answer.json().errors[0].pointer]).toEqual([400, '/graceDays']);
  });

  test("suspends a tenant's routes, with or without a reason, and resumes them", async () => {
    await call('POST', '', { slug: 'paused', name: 'Paused', product: 'wistant' });
    const store = () => api.inject({ method: 'GET', url: '/v1/stores/paused/apps' });
    expect((await store()).statusCode).toBe(200);
    const suspended = await call('POST', '/paused/suspend', { reason: 'Unpaid.' });
    expect(suspended.statusCode).toBe(200);
    expect(suspended.json()).toMatchObject({ state: 'suspended', suspensionReason: 'Unpaid.' });
    const refused = await store();
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'tenant_suspended']);
    expect((await call('POST', '/paused/suspend')).json()).toEqual(suspended.json());
    expect((await call('POST', '/paused/resume')).json()).toMatchObject({ state: 'active', suspensionReason: null });
    expect((await store()).statusCode).toBe(200);
  });

  test('lists by cursor, with the next step in body and header, and by page', async () => {
    for (const n of [1, 2, 3]) await call('POST', '', { slug: `listed-${n}`, name: `Listed ${n}`, product: 'veille' });
    const first = await call('GET', '?product=veille&search=LISTED&sort=-name&limit=2');
    expect(slugs(first)).toEqual(['listed-3', 'listed-2']);
    const [, url = ''] = /^<(.+)>; rel="next"$/.exec(String(first.headers.link)) ?? [];
    const second = await call('GET', url.replace('/v1/platform/tenants', ''));
    expect([slugs(second), second.json().page.next]).toEqual([['listed-1'], null]);
    const page = await call('GET', '?product=veille&search=LISTED&page=2&pageSize=2');
    expect(slugs(page)).toEqual(['listed-3']);
    expect(page.json().page).toMatchObject({ number: 2, totalItems: 3, totalPages: 2, totalKind: 'exact' });
  });

  test.each([
    '?sort=plan',
    '?state=gone',
    '?product=shop',
    '?limit=0',
    '?limit=101',
    '?page=0',
    '?cursor=forged',
    '?q=x',
  ])('refuses the list %s', async (query) => {
    expect((await call('GET', query)).statusCode).toBe(400);
  });

  test.each(['/absent', '/%00', '/Not%20A%20Slug', `/${'a'.repeat(64)}`])('does not find %s', async (path) => {
    const answer = await call('GET', path);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
  });

  test('requires a key with the permission', async () => {
    const { key } = await api.app.get(ApiKeys).create('reader', ['platform.tenants.read']);
    const reading = { authorization: `Bearer ${key}` };
    expect((await call('GET', '', undefined, reading)).statusCode).toBe(200);
    const writing = await call('POST', '', { slug: 'no', name: 'No', product: 'velo' }, reading);
    expect([writing.statusCode, writing.json().code]).toEqual([403, 'forbidden']);
    const anonymous = await api.inject({ method: 'GET', url: '/v1/platform/tenants' });
    expect([anonymous.statusCode, anonymous.headers['www-authenticate']]).toEqual([401, 'Bearer']);
  });

  function call(method: Method, path: string, payload?: object, headers: Record<string, string> = {}) {
    const authorization = `Bearer ${api.operatorKey}`;
    return api.inject({ method, url: `/v1/platform/tenants${path}`, payload, headers: { authorization, ...headers } });
  }
});

function slugs(answer: { json(): { data: { slug: string }[] } }): string[] {
  return answer.json().data.map(({ slug }) => slug);
}
