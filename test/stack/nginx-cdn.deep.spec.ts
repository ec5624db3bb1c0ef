// Real: nginx with the configuration of docs/operations.md as the CDN, nginx with the shipped settings behind it, APIs and a
// worker in this process, PostgreSQL. Faked: a page that differs by language, since those of contexts are the same in both; the
// work of an operation.
import { type CallHandler, Controller, type ExecutionContext, Get, Module, UseInterceptors } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { map } from 'rxjs';
import { Catalog } from '#catalog';
import { Priority, Public } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Database } from '#platform/database';
import { Degradation } from '#platform/degradation';
import { newId } from '#platform/ids';
import { Operations } from '#platform/operations';
import { currentTenant, PLATFORM_TENANT_ID } from '#platform/tenancy';
import { Tenants } from '#tenants';
import { openEventStream } from '../support/event-stream.js';
import { samplePackages } from '../support/sample-packages.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { hand, work, workersThatWork } from '../support/work.js';
import { type Cdn, documentedCdn, startCdn } from './cdn.js';
import { type Nginx, startNginx } from './nginx.js';
import { needs } from './servers.js';

/** Adds the language of the request, which no handler of a public page learns. */
const inItsLanguage = {
  intercept(context: ExecutionContext, next: CallHandler<object>) {
    const { locale } = context.switchToHttp().getRequest<FastifyRequest>().palier;
    return next.handle().pipe(map((page) => ({ ...page, locale })));
  },
};

@Public()
@Priority('normal')
@Controller('v1/stores/:tenant/facets/greeting')
class GreetingController {
  @Get()
  @CachedResponse({ ttl: 60, tags: () => [] })
  @UseInterceptors(inItsLanguage)
  greet() {
    return { tenant: currentTenant().slug, text: 'Long enough to be compressed. '.repeat(50) };
  }
}

@Module({ controllers: [GreetingController] })
class GreetingModule {}

/** A tenant with an app, two members and a key. */
interface Store {
  readonly id: string;
  readonly slug: string;
  readonly app: string;
  readonly origin: string;
  readonly editor: SignedIn;
  readonly members: readonly SignedIn[];
  readonly key: string;
}

/** What is sent, and what its answer must have. */
interface Ask {
  readonly store: Store;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Texts of its body. */
  readonly has: readonly string[];
  readonly kind: 'visitor' | 'caller' | 'error';
}

const REQUESTS = 10_000;
const AT_ONCE = 16;
const french = ['fr', 'fr-FR,fr;q=0.9,en;q=0.8', 'de,fr;q=0.5', 'FR-ca'];
const english = ['en', 'en-GB,en;q=0.9,fr;q=0.8', 'de-FR', '*'];

/** Trusts the headers of the answers alone. */
const credulous = () => documentedCdn().replace(/^ *proxy_(cache_bypass|no_cache) .+\n/gm, '');

needs('nginx')('nginx as a CDN', () => {
  /** By their CDN_SECONDS. */
  let apis: Record<'none' | 'short' | 'long', TestApp>;
  let stores: Store[];
  const started: (Cdn | Nginx)[] = [];
  const cdns: Record<string, Cdn> = {};

  beforeAll(async () => {
    const trusted = { trustedProxies: ['127.0.0.1'], rateLimitRequests: 1_000_000 };
    const long = await startTestApp({ ...trusted, cdnSeconds: 60 }, undefined, [GreetingModule, ...workersThatWork]);
    stores = [await store(long), await store(long), await store(long)];
    const short = await startTestApp({ ...trusted, cdnSeconds: 2 }, long.database);
    apis = { long, short, none: await startTestApp(trusted, long.database) };
    const [longer, shorter, none] = [await behindNginx(long), await behindNginx(short), await behindNginx(apis.none)];
    cdns.documented = await startCdn(longer);
    cdns.credulous = await startCdn(longer, credulous());
    cdns.short = await startCdn(shorter);
    cdns.none = await startCdn(none);
    started.push(...Object.values(cdns));
  });
  afterAll(async () => {
    for (const each of started) await each.stop();
    await apis?.none.close();
    await apis?.short.close();
    await apis?.long.close();
  });

  async function behindNginx(api: TestApp): Promise<string> {
    const nginx = await startNginx([await api.listen()]);
    started.push(nginx);
    return nginx.url;
  }

  async function store(api: TestApp): Promise<Store> {
    const tenant = await freshTenant(api);
    const origin = `https://${tenant.slug}.example`;
    await api.app.get(Tenants).update(tenant.slug, undefined, { origins: [origin] });
    await publish(api, tenant.id, tenant.slug);
    const owner = await signedIn(api, tenant, 'owner');
    const wish = { name: 'Mirror', kind: 'secret', scopes: ['catalog.read'] };
    const { key } = (await callAs(api, owner.token, 'POST', '/v1/keys', wish)).json();
    const editor = await signedIn(api, tenant, 'editor');
    return { ...tenant, app: `${tenant.slug}-0`, origin, editor, members: [editor, owner], key };
  }

  async function publish(api: TestApp, tenantId: string, prefix: string): Promise<void> {
    const packages = samplePackages(prefix, 1);
    await api.app.get(Catalog).importPackages(tenantId, packages.directory);
    packages.remove();
  }

  async function get(cdn: string, path: string, headers: Readonly<Record<string, string>> = {}) {
    const answer = await fetch(`${cdns[cdn]?.url}${path}`, { headers });
    const body = await answer.text();
    const header = (name: string) => answer.headers.get(name);
    return { status: answer.status, cache: header('x-cache-status'), cdn: header('cdn-cache-control'), body, header };
  }

  /** The request of a visitor, a member or a key, by its number. */
  function ask(n: number): Ask {
    const of = <T>(all: readonly T[], by: number) => all[Math.floor(n / by) % all.length] as T;
    const store = of(stores, 1);
    const locale = of(['fr', 'en'] as const, 3);
    const language = { 'accept-language': of(locale === 'fr' ? french : english, 6) };
    const headers = { ...language, 'accept-encoding': of(['br', 'identity'], 7) };
    const { slug, app, key } = store;
    const member = of(store.members, 10);
    if (n % 10 === 7) {
      const authorization = `Bearer ${member.token}`;
      const path = of(['/v1/me', '/v1/tenant', '/v1/catalog/apps'], 30);
      const has = path === '/v1/me' ? [member.person.user.email, slug] : [slug];
      return { store, path, headers: { ...headers, authorization }, has, kind: 'caller' };
    }
    if (n % 10 === 8) {
      const authorization = `Bearer ${of([key, member.token], 10)}`;
      const path = of(['/v1/catalog/apps', `/v1/stores/${slug}/apps`], 20);
      return { store, path, headers: { ...headers, authorization }, has: [slug], kind: 'caller' };
    }
    if (n % 10 === 9) {
      const has = ['app_not_found', locale === 'fr' ? 'Cette boutique' : 'This store'];
      return { store, path: `/v1/stores/${slug}/apps/missing`, headers, has, kind: 'error' };
    }
    const from = of<Record<string, string>>([{}, { origin: store.origin }], 11);
    const pages = {
      [`/v1/stores/${slug}/apps`]: [app],
      [`/v1/stores/${slug}/apps/${app}`]: [app],
      [`/v1/auth/${slug}`]: [`/v1/auth/${slug}`],
      [`/v1/stores/${slug}/facets/greeting`]: [`"tenant":"${slug}"`, `"locale":"${locale}"`],
    };
    const [path, has] = of(Object.entries(pages), 13);
    return { store, path, headers: { ...headers, ...from }, has, kind: 'visitor' };
  }

  it.each(['documented', 'credulous'])('gives nobody the answer of another: %s', async (cdn) => {
    const counts = { visitor: 0, hits: 0 };
    let n = 0;
    const client = async () => {
      while (n < REQUESTS) {
        const asked = ask(n++);
        const { store, path, headers, has, kind } = asked;
        const seen = await get(cdn, path, headers);
        const others = stores.filter((other) => other !== store).map(({ slug }) => slug);
        const told = {
          status: seen.status,
          missing: has.filter((text) => !seen.body.includes(text)),
          foreign: others.filter((slug) => seen.body.includes(slug)),
          origin: seen.header('access-control-allow-origin'),
          encoding: seen.header('content-encoding') ?? headers['accept-encoding'],
        };
        const expected = {
          status: kind === 'error' ? 404 : 200,
          missing: [],
          foreign: [],
          origin: headers.origin ?? null,
          encoding: headers['accept-encoding'],
        };
        expect([asked, told]).toEqual([asked, expected]);
        if (kind === 'visitor') counts.visitor += 1;
        if (kind === 'visitor' && seen.cache === 'HIT') counts.hits += 1;
        if (kind === 'error' || path.match('/v1/(me|tenant|catalog)'))
          expect([path, seen.cache, seen.cdn]).toEqual([path, expect.not.stringMatching('HIT'), null]);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, client));
    expect(counts.hits / counts.visitor).toBeGreaterThan(0.9);
  });

  it('shows a changed page when its seconds are over, and to who changed it at once', async () => {
    const [{ app, slug, editor } = {} as Store] = stores;
    const page = `/v1/stores/${slug}/apps/${app}`;
    const nameAt = async (headers = {}) => {
      const { cache, body } = await get('short', page, headers);
      return { cache, name: JSON.parse(body).name };
    };
    let name = (await nameAt()).name;
    let wrote = '';
    // Again where the page was due just then.
    await until(async () => {
      await nameAt();
      const former = name;
      name = `Name ${newId()}`;
      const headers = { 'content-type': 'application/json', 'if-match': '*', authorization: `Bearer ${editor.token}` };
      const url = `${cdns.short?.url}/v1/catalog/apps/${app}`;
      const changed = await fetch(url, { method: 'PATCH', headers, body: JSON.stringify({ name }) });
      wrote = `${changed.headers.get('palier-wrote')}`;
      expect([changed.status, await changed.json()]).toEqual([200, expect.objectContaining({ name })]);
      const seen = await nameAt();
      if (seen.cache !== 'HIT') return false;
      expect(seen.name).toBe(former);
      return true;
    });
    for (const headers of [{ 'palier-wrote': wrote }, { cookie: `Palier-Wrote=${wrote}` }])
      expect(await nameAt(headers)).toEqual({ cache: 'BYPASS', name });
    await until(async () => {
      const seen = await nameAt();
      if (seen.name !== name) expect(seen.cache).toBe('HIT');
      return seen.name === name;
    });
  });

  it('lets an origin read a page once it is allowed and the seconds are over', async () => {
    const [store = {} as Store] = stores;
    const { slug } = store;
    const origin = `https://${newId()}.example`;
    const allowed = async () =>
      (await get('short', `/v1/stores/${slug}/tags`, { origin })).header('access-control-allow-origin');
    expect(await allowed()).toBeNull();
    await apis.short.app.get(Tenants).update(slug, undefined, { origins: [store.origin, origin] });
    await until(async () => (await allowed()) === origin);
  });

  it('leaves the conditions of other requests as they are', async () => {
    const asked = (headers: Record<string, string>) => get('documented', '/openapi.json', headers);
    const { header } = await asked({});
    expect(await asked({ 'if-none-match': `${header('etag')}` })).toMatchObject({ status: 304, cache: null });
  });

  it.each(['documented', 'credulous'])('keeps no error: %s', async (cdn) => {
    const [, { id, slug } = {} as Store] = stores;
    const prefix = `p${newId().slice(-6)}`;
    const page = `/v1/stores/${slug}/apps/${prefix}-0`;
    for (const _ of [1, 2]) expect(await get(cdn, page)).toMatchObject({ status: 404, cache: 'MISS', cdn: null });
    await publish(apis.long, id, prefix);
    expect(await get(cdn, page)).toMatchObject({ status: 200, cache: 'MISS', cdn: 'max-age=60' });
    // It is kept a moment after its last byte was sent.
    await until(async () => (await get(cdn, page)).cache === 'HIT');
    const tags = `/v1/stores/${slug}/tags`;
    await apis.long.app.get(Degradation).set(1, 'test');
    for (const _ of [1, 2]) expect(await get(cdn, tags)).toMatchObject({ status: 503, cache: 'MISS', cdn: null });
    await apis.long.app.get(Degradation).set(0, 'test');
    expect(await get(cdn, tags)).toMatchObject({ status: 200, cache: 'MISS', cdn: 'max-age=60' });
  });

  it('keeps nothing where CDN_SECONDS is 0', async () => {
    const [, , { slug, app, editor } = {} as Store] = stores;
    for (const name of ['One', 'Two', 'Two']) {
      await callAs(apis.none, editor.token, 'PATCH', `/v1/catalog/apps/${app}`, { name }, { 'if-match': '*' });
      const seen = await get('none', `/v1/stores/${slug}/apps/${app}`);
      expect([seen.cache, seen.cdn, JSON.parse(seen.body).name]).toEqual(['MISS', null, name]);
    }
  });

  it('passes each event of a stream on at once', async () => {
    const { app, operatorKey } = apis.long;
    const asker = { tenantId: PLATFORM_TENANT_ID };
    const { id } = await app
      .get(Database)
      .transaction(asker, (tx) => app.get(Operations).start(tx, work, { ...asker, does: 'wait' }, 'operations.write'));
    await hand.waits(id);
    const headers = { authorization: `Bearer ${operatorKey}` };
    const stream = await openEventStream(`${cdns.documented?.url}/v1/operations/${id}/events`, headers);
    expect((await stream.next())?.data.id).toBe(id);
    hand.letGo(id);
    await until(async () => (await stream.next())?.data.state === 'succeeded');
  });
});
