// Real: the whole API, PostgreSQL. Faked: nothing.
import { Tenants } from '#tenants';
import { runSql } from '../support/notes-table.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('the home page', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
    await api.app.get(Tenants).create({ slug: 'shop', name: '<Shop> & "Co"', product: 'wistant', plan: 'enterprise' });
  });
  afterAll(() => api.close());

  it('is in the reader’s language, has no script, and escapes names', async () => {
    const french = await api.inject({ method: 'GET', url: '/', headers: { 'accept-language': 'fr-CH, fr;q=0.9' } });
    expect(french.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(french.headers['content-language']).toBe('fr');
    expect(french.headers['referrer-policy']).toBe('no-referrer');
    expect(french.body).toContain('Palier est en service');
    expect(french.body).not.toMatch(/<script|<Shop>/);
    expect(french.body).toContain('/v1/stores/shop/apps');
    const english = await api.inject({ method: 'GET', url: '/' });
    expect(english.body).toContain('Palier is serving');
    expect(english.body.match(/<pre>curl/g)).toHaveLength(3);
  });
});

describe('the home page without the database', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
  });
  afterAll(() => api.close());

  it('still opens, and says that the database is missing', async () => {
    const { adminUrl } = api.database;
    // The application's role gets no new connection, and its open ones are closed.
    await runSql(adminUrl, `ALTER DATABASE ${new URL(adminUrl).pathname.slice(1)} CONNECTION LIMIT 0`);
    const cut =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'palier_app'";
    await runSql(adminUrl, cut);
    const page = await api.inject({ method: 'GET', url: '/', headers: { 'accept-language': 'fr' } });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('la base de données ne répond pas');
    expect(page.body).toContain('Elles réapparaîtront');
    expect(page.body).not.toContain('Aucune boutique');
  });
});
