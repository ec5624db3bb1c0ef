// Real: Chromium, the whole API on its port, PostgreSQL, the tag as the documentation has it. Faked: the site, whose pages
// hold that tag alone; where a test says so, the timers of the page, which never fire, and what the browser tells of itself.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Degradation } from '#platform/degradation';
import { Tenants } from '#tenants';
import { type BrowserPage, type Chromium, startChromium } from '../stack/chromium.js';
import { needs } from '../stack/servers.js';
import { callAs, freshTenant, signedIn } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

const [documented = ''] = /<script\n[\s\S]*?<\/script>/.exec(readFileSync('docs/analytics.md', 'utf8')) ?? [];
const noTimers = 'setTimeout = () => 1;';
const noRetries = 'const start = setTimeout; setTimeout = (run, ms) => (ms === 2000 ? start(run, ms) : 1);';

interface Stored {
  readonly id: string;
  readonly name: string;
  readonly subject: string | null;
  readonly session: string;
  readonly properties: Readonly<Record<string, unknown>> | null;
}

needs('chromium')('the script of web pages', () => {
  let api: TestApp;
  let proxy: TcpProxy;
  let chromium: Chromium;
  let site: Server;
  let origin: string;
  let tenant: { id: string; slug: string };
  let tag: string;
  let pages: BrowserPage[];

  beforeAll(async () => {
    api = await startTestApp();
    proxy = await startProxy(Number(new URL(await api.listen()).port));
    site = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>A page</title>${tag}`);
    }).listen(0, '127.0.0.1');
    await once(site, 'listening');
    origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    chromium = await startChromium();
  });
  beforeEach(async () => {
    pages = [];
    tenant = await freshTenant(api);
    await api.app.get(Tenants).update(tenant.slug, undefined, { origins: [origin] });
    const { token } = await signedIn(api, tenant, 'owner');
    const wish = { name: 'Web', kind: 'publishable', scopes: ['analytics.write'] };
    const { key } = (await callAs(api, token, 'POST', '/v1/keys', wish)).json();
    tag = documented
      .replace('https://api.example', `http://127.0.0.1:${proxy.port}`)
      .replace('wistant', tenant.slug)
      .replace('palier_pk_…', key);
  });
  afterEach(async () => {
    proxy.disturb('none');
    proxy.disturbAnswers('none');
    await api.app.get(Degradation).set(0, 'test');
    // Those that are closed already refuse it.
    await Promise.allSettled(pages.map((page) => page.close()));
  });
  afterAll(async () => {
    await chromium?.stop();
    site?.closeAllConnections();
    site?.close();
    await proxy?.close();
    await api?.close();
  });

  /** A page of the site, once the script has run. */
  async function visit(path: string, { before = '', referrer = '' } = {}): Promise<BrowserPage> {
    const page = await chromium.open(before);
    pages.push(page);
    await page.send('Page.navigate', { url: `${origin}${path}`, referrer });
    await until(() => page.evaluate(`location.origin === '${origin}' && typeof window.palier?.track === 'function'`));
    return page;
  }
  const track = (page: BrowserPage, ...names: readonly string[]) =>
    page.evaluate(names.map((name) => `palier.track('${name}')`).join());
  const posts = (page: BrowserPage) => page.requests.filter(({ url }) => url.includes('/events?key='));
  const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
  const stored = () =>
    sql<Stored>(`select id, name, subject, session, properties from analytics.events
      where tenant_id = '${tenant.id}' order by name, properties::text, subject desc`);
  /** The names of what is stored, in order, once there are so many. */
  const names = async (count: number) => {
    await until(async () => (await stored()).length >= count);
    return (await stored()).map(({ name }) => name);
  };
  const ledger = async () => {
    const sums = ['received', 'stored', 'duplicates', 'rejected'].map((each) => `sum(${each})::int as ${each}`);
    return (await sql(`select ${sums} from analytics.ledger where tenant_id = '${tenant.id}'`))[0];
  };
  const counted = (count: number) => ({ received: count, stored: count, duplicates: 0, rejected: 0 });

  it('sends nothing to where an element points that has the name of its tag', async () => {
    tag = `<img name="currentScript" src="/of-others/image.png" data-tenant="t" data-key="k">${tag}`;
    const page = await visit('/');
    await track(page, 'app.opened');
    await page.evaluate(`dispatchEvent(new Event('pagehide')); fetch('/later')`);
    await until(() => page.requests.some(({ url }) => url.endsWith('/later')));
    expect(posts(page)).toEqual([]);
  });

  it('sends the views of an app of one page, and what it tracks, and keeps nothing on the device', async () => {
    const page = await visit('/first?q=secret#secret', { referrer: 'http://news.example/item' });
    await page.evaluate(`history.pushState({}, '', '/second?q=secret')`);
    await page.evaluate(`history.pushState({}, '', '/second?q=other#secret')`);
    await page.evaluate(`document.querySelector('script').dataset.subject = 'u-1'; history.go(-2)`);
    await until(() => page.evaluate(`location.pathname === '/first'`));
    await page.evaluate(`palier.track('app.installed', { app: 'carnet', price: 12.5, trial: true, campaign: null })`);
    await names(4);
    const [{ session } = { session: '' }] = await stored();
    const event = (name: string, subject: string | null, properties: object) => {
      return { id: expect.any(String), session, name, subject, properties };
    };
    expect(await stored()).toEqual([
      event('app.installed', 'u-1', { app: 'carnet', price: 12.5, trial: true, campaign: null }),
      event('page.viewed', null, { path: '/first', referrer: 'news.example' }),
      event('page.viewed', 'u-1', { path: '/first' }),
      event('page.viewed', null, { path: '/second' }),
    ]);
    const kept = `indexedDB.databases().then((all) => [document.cookie, localStorage.length, sessionStorage.length, all])`;
    expect(await page.evaluate(kept)).toEqual(['', 0, 0, []]);
    await visit('/third');
    await names(5);
    expect((await stored()).at(-1)?.session).not.toBe(session);
    expect(await ledger()).toEqual(counted(5));
  });

  it('counts the view of a page that the browser kept, and resends what nobody confirmed', async () => {
    const page = await visit('/first');
    await names(1);
    await track(page, 'a');
    await page.evaluate(`location.href = '/second'`);
    await until(() =>
      page.evaluate(`location.pathname === '/second' && typeof palier === 'object'`).catch(() => false),
    );
    expect(await names(3)).toEqual(['a', 'page.viewed', 'page.viewed']);
    expect(await ledger()).toEqual(counted(3));
    await page.evaluate('history.back()');
    expect(await names(4)).toEqual(['a', 'page.viewed', 'page.viewed', 'page.viewed']);
    const [{ session } = { session: '' }, ...views] = await stored();
    expect(views.map((view) => [view.properties?.path, view.session === session])).toEqual([
      ['/first', true],
      ['/first', true],
      ['/second', false],
    ]);
    expect(await ledger()).toMatchObject({ stored: 4, rejected: 0 });
  });

  it('counts no view of a page that the browser has loaded beforehand until it is shown', async () => {
    const before = `Object.defineProperty(Document.prototype, 'prerendering', { get: () => true })`;
    const page = await visit('/next', { before });
    await track(page, 'a');
    // A view would have come with it.
    expect(await names(1)).toEqual(['a']);
    await page.evaluate(`document.dispatchEvent(new Event('prerenderingchange'))`);
    expect(await names(2)).toEqual(['a', 'page.viewed']);
  });

  it('takes no bad call for an error of the page, and sends what is allowed of it', async () => {
    const page = await visit('/');
    await page.evaluate(`
      for (const name of [undefined, null, 7, Symbol('a'), {}, [], '', ' a', 'a'.repeat(101), 'a@b.example']) palier.track(name);
      palier.track('getter', { get a() { throw new Error('a') } });
      palier.track('large', Object.fromEntries(Array.from({ length: 50 }, (_, i) => [i, '\\u20ac'.repeat(1000)])));
      const circular = { text: 'é'.repeat(1001), half: 'a\\ud800\\0', not: NaN, none: undefined, big: 1n, ['a'.repeat(101)]: 1 };
      palier.track('cut', { ...circular, self: circular, list: [1], '': 1, ['__proto__']: 1 });
      palier.track('many', Object.fromEntries(Array.from({ length: 60 }, (_, i) => ['p' + i, i])));
      palier.track('bare', 7);
    `);
    expect(await names(4)).toEqual(['bare', 'cut', 'many', 'page.viewed']);
    const properties = Object.fromEntries((await stored()).map((each) => [each.name, each.properties]));
    expect(properties.cut).toEqual({ text: 'é'.repeat(1000), half: 'a', ['a'.repeat(100)]: 1 });
    expect(Object.keys(properties.many ?? {})).toHaveLength(50);
    expect(await ledger()).toEqual(counted(4));
  });

  it('sends what waits when the page is hidden', async () => {
    const page = await visit('/', { before: noTimers });
    await track(page, 'a', 'b');
    await chromium.open().then((other) => pages.push(other));
    expect(await names(3)).toEqual(['a', 'b', 'page.viewed']);
    await until(() => posts(page)[0]?.status === 200);
    await page.close();
    await visit('/');
    await names(4);
    expect(await ledger()).toEqual(counted(4));
  });

  it('sends what waits when the page is closed, as much as the browser takes', async () => {
    const page = await visit('/', { before: noTimers });
    await page.evaluate(`for (let i = 0; i < 600; i += 1) palier.track('e.' + i)`);
    await page.close();
    await until(async () => (await stored()).length > 150);
    const { cookies } = await (await chromium.open()).send('Storage.getCookies');
    expect(cookies).toEqual([]);
    await track(await visit('/'), 'last');
    await until(async () => (await stored()).some(({ name }) => name === 'last'));
    const sent = (await stored()).filter(({ name }) => name.startsWith('e.')).map(({ name }) => Number(name.slice(2)));
    expect(sent.sort((a, b) => a - b)).toEqual(sent.map((_, i) => i));
    expect(await ledger()).toMatchObject({ duplicates: 0, rejected: 0 });
  });

  it('sends a long queue in batches', async () => {
    const page = await visit('/');
    await page.evaluate(`for (let i = 0; i < 300; i += 1) palier.track('e.' + i)`);
    await names(301);
    expect(await ledger()).toEqual(counted(301));
    // The browser tells of a request after it is sent.
    await until(() => posts(page).length > 1);
    for (const { body } of posts(page)) expect(body.length).toBeLessThanOrEqual(30_000);
  });

  it('sends after being offline what happened meanwhile', async () => {
    const page = await visit('/', { before: noRetries });
    await names(1);
    const network = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
    await page.send('Network.emulateNetworkConditions', { offline: true, ...network });
    await track(page, 'a', 'b');
    await until(() => posts(page).some(({ status }) => status === -1));
    expect(await stored()).toHaveLength(1);
    await page.send('Network.emulateNetworkConditions', { offline: false, ...network });
    expect(await names(3)).toEqual(['a', 'b', 'page.viewed']);
    expect(await ledger()).toEqual(counted(3));
  });

  it('sends again what was stored without an answer, as the same events', async () => {
    const page = await visit('/');
    await names(1);
    proxy.disturbAnswers('cut');
    await track(page, 'a', 'b');
    await names(3);
    await until(() => posts(page).some(({ status }) => status === -1));
    proxy.disturbAnswers('none');
    await until(() => posts(page).at(-1)?.status === 200);
    expect(await names(3)).toEqual(['a', 'b', 'page.viewed']);
    expect(await ledger()).toMatchObject({ stored: 3, rejected: 0 });
    expect(await ledger()).not.toMatchObject({ duplicates: 0 });
  });

  it.each(['disturb', 'disturbAnswers'] as const)(
    'stores once what is sent while the page is closed: %s',
    async (what) => {
      const page = await visit('/');
      await names(1);
      proxy[what]('hold');
      await track(page, 'a', 'b');
      await until(() => posts(page).length === 2);
      if (what === 'disturbAnswers') await names(3);
      await track(page, 'c');
      proxy[what]('none');
      // A browser ends a page that closes after half a second, in which a busy machine may not have run its listeners.
      await page.evaluate(`dispatchEvent(new Event('pagehide'))`);
      await page.close();
      expect(await names(4)).toEqual(['a', 'b', 'c', 'page.viewed']);
      await track(await visit('/'), 'last');
      expect(await names(6)).toEqual(['a', 'b', 'c', 'last', 'page.viewed', 'page.viewed']);
      expect(await ledger()).toMatchObject({ stored: 6, rejected: 0 });
    },
  );

  it('waits as long as the server says, and loses nothing', async () => {
    const page = await visit('/');
    await names(1);
    await api.app.get(Degradation).set(4, 'test');
    await track(page, 'a', 'b');
    await until(() => posts(page).at(-1)?.status === 503);
    await track(page, 'c');
    await api.app.get(Degradation).set(0, 'test');
    expect(await names(4)).toEqual(['a', 'b', 'c', 'page.viewed']);
    expect(await ledger()).toEqual(counted(4));
    const [, refused, repeated] = posts(page);
    const asked = Number(refused?.headers['retry-after']);
    expect(asked).toBeGreaterThan(0);
    expect((repeated?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(asked);
    expect(JSON.parse(repeated?.body ?? '[]').slice(0, 2)).toEqual(JSON.parse(refused?.body ?? '[]'));
  });

  it.each(['doNotTrack', 'globalPrivacyControl'])('sends nothing where the browser sets %s', async (setting) => {
    const value = setting === 'doNotTrack' ? `'1'` : 'true';
    const before = `Object.defineProperty(Navigator.prototype, '${setting}', { get: () => ${value} })`;
    const page = await visit('/private', { before });
    await track(page, 'a');
    await page.evaluate(`history.pushState({}, '', '/other')`);
    await track(await visit('/'), 'b');
    await page.close();
    expect(await names(2)).toEqual(['b', 'page.viewed']);
    expect(posts(page)).toEqual([]);
    await track(await visit('/'), 'c');
    expect(await names(4)).toEqual(['b', 'c', 'page.viewed', 'page.viewed']);
  });
});
