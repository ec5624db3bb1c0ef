// Real: the API with three settings, its sockets, PostgreSQL. Faked: pages, one of which waits in its handler.
import { EventEmitter, once } from 'node:events';
import { Controller, Get, Header, HttpCode, Module } from '@nestjs/common';
import { Priority, Public } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Degradation } from '#platform/degradation';
import { TenantDirectory } from '#platform/tenancy';
import { Tenants } from '#tenants';
import { Maker } from '../support/studio.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const gate = new EventEmitter<{ entered: []; opened: [] }>();
let closed = false;

@Public()
@Priority('normal')
@Controller('v1/stores/:tenant')
class PagesController {
  @Get('waiting')
  @CachedResponse({ ttl: 1, tags: () => [] })
  async read() {
    gate.emit('entered');
    if (closed) await once(gate, 'opened');
    return {};
  }

  @Get('greeting')
  @Header('set-cookie', 'a=b')
  @CachedResponse({ ttl: 60, tags: () => [] })
  greet() {
    return {};
  }

  @Get('opinion')
  @HttpCode(203)
  @CachedResponse({ ttl: 60, tags: () => [] })
  think() {
    return {};
  }
}

@Module({ controllers: [PagesController] })
class PagesModule {}

const kept = ['max-age=30', '30'];
const notKept = [null, null];

describe('what a CDN may keep', () => {
  let api: TestApp;
  let url: string;
  let maker: Maker;
  let path: string;
  const others: TestApp[] = [];

  beforeAll(async () => {
    api = await startTestApp({ cdnSeconds: 30 }, undefined, [PagesModule]);
    url = await api.listen();
    maker = await Maker.in(api);
    path = `/v1/stores/${maker.tenant.slug}`;
    await api.app.get(Tenants).update(maker.tenant.slug, undefined, { origins: ['https://shop.example'] });
  });
  afterAll(async () => {
    for (const other of others) await other.close();
    await api.close();
  });

  async function ask(target: string, headers: Record<string, string> = {}, method = 'GET', at = url) {
    const answer = await fetch(`${at}${target}`, { method, headers });
    await answer.arrayBuffer();
    const get = (name: string) => answer.headers.get(name);
    const cdn = [get('cdn-cache-control'), get('x-accel-expires')];
    return { status: answer.status, cdn, cache: `${get('cache-status')}`, get };
  }

  it('is a public page, as its handler answers it, from memory, without a body, or as a 304', async () => {
    const page = `${path}/apps?limit=2`;
    const first = await ask(page);
    expect(first).toMatchObject({ status: 200, cdn: kept, cache: expect.stringContaining('fwd=uri-miss') });
    // The second is remembered by its URL, which the third is answered by.
    for (const _ of [2, 3]) expect(await ask(page)).toMatchObject({ cdn: kept, cache: expect.stringContaining('hit') });
    expect(await ask(page, {}, 'HEAD')).toMatchObject({ status: 200, cdn: kept });
    expect(await ask(page, { range: 'bytes=0-3' })).toMatchObject({ status: 200, cdn: kept });
    const known = { 'if-none-match': `${first.get('etag')}` };
    expect(await ask(page, known)).toMatchObject({ status: 304, cdn: kept });
    expect(await ask(`${path}/apps?limit=3`, { 'if-none-match': '*' })).toMatchObject({ status: 304, cdn: kept });
  });

  it('differs by what Vary names, and by no other header', async () => {
    const page = `${path}/apps?limit=4`;
    for (const _ of ['made', 'kept']) {
      const own = await ask(page, { origin: 'https://shop.example' });
      expect([own.cdn, own.get('access-control-allow-origin')]).toEqual([kept, 'https://shop.example']);
      const foreign = await ask(page, { origin: 'https://other.example' });
      expect([foreign.cdn, foreign.get('access-control-allow-origin')]).toEqual([kept, null]);
      for (const { get } of [own, foreign]) expect(get('vary')).toBe('Accept-Encoding, Accept-Language, Origin');
    }
  });

  it.each([
    ['a credential', { authorization: 'Bearer x' }],
    ['an empty credential', { authorization: '' }],
    ['a cookie', { cookie: 'a=b' }],
    ['a write of its own', { 'palier-wrote': 'x' }],
  ])('is nothing that was asked for with %s', async (name, headers) => {
    const page = `${path}/apps?limit=${5 + name.length}`;
    for (const _ of ['made', 'kept', 'remembered'])
      expect(await ask(page, headers)).toMatchObject({ status: 200, cdn: notKept });
    expect(await ask(page)).toMatchObject({ cdn: kept, cache: expect.stringContaining('hit') });
  });

  it('is no answer of a member, and no error', async () => {
    const headers = { authorization: `Bearer ${maker.user.token}` };
    for (const member of ['/v1/me', '/v1/me', '/v1/tenant', '/v1/tenant'])
      expect(await ask(member, headers)).toMatchObject({ status: 200, cdn: notKept });
    for (const [target, status] of [
      [`${path}/apps/missing`, 404],
      [`${path}/apps?limit=0`, 400],
      ['/v1/stores/missing/apps', 404],
      ['/v1/me', 401],
    ] as const)
      expect(await ask(target)).toMatchObject({ status, cdn: notKept });
  });

  it.each([
    ['with a cookie', 'greeting', 200],
    ['of another status than 200', 'opinion', 203],
  ])('is no answer %s, but the one that is sent from memory, which has neither', async (_, page, status) => {
    expect(await ask(`${path}/${page}`)).toMatchObject({ status, cdn: notKept });
    const again = await ask(`${path}/${page}`);
    expect([again.status, again.cdn, again.get('set-cookie')]).toEqual([200, kept, null]);
  });

  it('is no answer that is degraded', async () => {
    const page = `${path}/apps?limit=40`;
    await ask(page);
    await api.app.get(Degradation).set(1, 'test');
    for (const target of [page, `${path}/apps?limit=41`]) {
      const { status, cdn, get } = await ask(target);
      expect([status, cdn, get('x-degraded')]).toEqual([200, notKept, expect.stringContaining('level=1')]);
    }
    await api.app.get(Degradation).set(0, 'test');
    expect(await ask(page)).toMatchObject({ cdn: kept });
  });

  it('is an answer that another request made, but no stale copy while a new one is made', async () => {
    const page = `${path}/waiting`;
    closed = true;
    const entered = once(gate, 'entered');
    const first = ask(page);
    await entered;
    const second = ask(page);
    // Sent on another connection before it: the pipeline has it once a later one is answered.
    await ask('/health/live');
    gate.emit('opened');
    const caches = (await Promise.all([first, second])).map(({ cdn, cache }) => [cdn, cache]);
    expect(caches).toEqual([
      [kept, expect.stringContaining('stored')],
      [kept, expect.stringMatching(/collapsed|hit/)],
    ]);
    // Once it is stale a request waits in the handler.
    const again = once(gate, 'entered').then(() => 'entered');
    let refreshing: Promise<unknown> = Promise.resolve();
    do refreshing = ask(page);
    while ((await Promise.race([refreshing, again])) !== 'entered');
    const stale = await ask(page);
    expect([stale.status, stale.cdn, stale.get('server-timing')]).toEqual([200, notKept, 'cache;desc=stale']);
    closed = false;
    gate.emit('opened');
    expect(await refreshing).toMatchObject({ cdn: kept });
  });

  it.each([
    ['by Node', { cdnSeconds: 30, preparedHeads: 'off' }, kept],
    ['not at all where CDN_SECONDS is 0', {}, notKept],
  ] as const)('is told %s', async (_, settings, told) => {
    const other = await startTestApp(settings, api.database);
    others.push(other);
    const at = await other.listen();
    await other.app.get(TenantDirectory).refresh();
    for (const _ of ['made', 'kept', 'remembered'])
      expect(await ask(`${path}/apps?limit=2`, {}, 'GET', at)).toMatchObject({ status: 200, cdn: told });
  });
});
