// Real: the whole API, PostgreSQL. Faked: the step of the ladder, because the tests' PostgreSQL is not the embedded one.

import { Catalog } from '#catalog';
import { Tenants } from '#tenants';
import { Ladder } from '../../apps/api/ladder.js';
import { endSessions } from '../support/end-sessions.js';
import { samplePackages } from '../support/sample-packages.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const inSolo = (api: TestApp) => Object.assign(api.app.get(Ladder), { step: 'solo' });

describe('the home page in solo', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
    inSolo(api);
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
    expect(english.body).toContain('127.0.0.1');
  });
});

describe('the home page in solo behind a proxy', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
    inSolo(api);
    await api.app.get(Tenants).create({ slug: 'shop', name: 'Shop', product: 'wistant', plan: 'enterprise' });
  });
  afterAll(() => api.close());

  it.each([
    ['a name of its own', { host: 'shop.example' }],
    ['a name that begins like a loopback address', { host: '127.0.0.1.shop.example' }],
    ['a header of a proxy', { host: 'localhost:3000', 'x-forwarded-for': '8.8.8.8' }],
    ['another header of a proxy', { host: '127.0.0.1:3000', via: '1.1 edge' }],
  ])('names no tenant and no server to a request with %s', async (_what, headers) => {
    expect((await api.inject({ url: '/', headers: { host: 'localhost' } })).body).toContain('/v1/stores/shop/apps');
    const { statusCode, body } = await api.inject({ url: '/', headers });
    expect([statusCode, body.includes('/v1/stores/shop'), body.includes('127.0.0.1:')]).toEqual([
      200,
      false,
      headers.host.startsWith('127.0.0.1:'),
    ]);
  });
});

describe('the examples of the home page', () => {
  it('ask the second store for an app that only the first one has', async () => {
    const api = await startTestApp();
    try {
      inSolo(api);
      for (const [slug, count] of [
        ['first', 3],
        ['second', 2],
      ] as const) {
        const { id } = await api.app.get(Tenants).create({ slug, name: slug, product: 'wistant', plan: 'enterprise' });
        const packages = samplePackages('both', count);
        await api.app.get(Catalog).importPackages(id, packages.directory);
        packages.remove();
      }
      const { body } = await api.inject('/');
      const [asked] = /\/v1\/stores\/second\/apps\/\S+(?=<\/pre>)/.exec(body) ?? [''];
      expect(asked).toBe('/v1/stores/second/apps/both-2');
      expect((await api.inject(asked)).statusCode).toBe(404);
    } finally {
      await api.close();
    }
  });
});

describe('the home page without the database', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
    inSolo(api);
  });
  afterAll(() => api.close());

  it('still opens, and says that the database is missing', async () => {
    const { adminUrl } = api.database;
    // The application's role gets no new connection, and its open ones are closed.
    await runSql(adminUrl, `ALTER DATABASE ${new URL(adminUrl).pathname.slice(1)} CONNECTION LIMIT 0`);
    await endSessions(adminUrl);
    const page = await api.inject({ method: 'GET', url: '/', headers: { 'accept-language': 'fr' } });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('la base de données ne répond pas');
    expect(page.body).toContain('Elles réapparaîtront');
    expect(page.body).not.toContain('Aucune boutique');
  });
});

describe('the home page where strangers may open it', () => {
  it.each([
    { where: 'beyond solo', settings: {}, step: 'growth' },
    { where: 'in solo for other machines', settings: { host: '0.0.0.0' }, step: 'solo' },
  ])('names no server and no tenant: $where', async ({ settings, step }) => {
    const api = await startTestApp(settings);
    try {
      if (step === 'solo') inSolo(api);
      await api.app
        .get(Tenants)
        .create({ slug: 'hidden', name: 'Hidden Shop', product: 'wistant', plan: 'enterprise' });
      const { body } = await api.inject({ method: 'GET', url: '/', headers: { host: 'api.example' } });
      const { hostname, port, pathname } = new URL(api.database.connection.url);
      for (const secret of [
        hostname,
        port,
        pathname.slice(1),
        'queues.internal',
        '6390',
        'Hidden',
        'hidden',
        api.dataDir,
      ])
        expect(body).not.toContain(secret);
      expect(body).toContain(`<dd>${step}</dd>`);
      expect(body).toContain('href="/docs"');
      expect(body.match(/<pre>curl/g)).toHaveLength(3);
    } finally {
      await api.close();
    }
  });
});
