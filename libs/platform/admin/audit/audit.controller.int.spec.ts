// Real: the whole API over PostgreSQL, with operators' keys. Faked: nothing.

import { ApiKeys } from '#platform/access';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { Degradation } from '#platform/degradation';
import { newId } from '#platform/ids';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.js';

const url = '/v1/platform/audit';

describe('the route to the audit lines', () => {
  let api: TestApp;
  let tenantId: string;
  beforeAll(async () => {
    api = await startTestApp();
    const headers = { authorization: `Bearer ${api.operatorKey}` };
    const payload = { slug: 'shop', name: 'Shop', product: 'wistant' };
    const made = await api.inject({ method: 'POST', url: '/v1/platform/tenants', headers, payload });
    tenantId = made.json().id;
    for (const targetId of ['one', 'two', 'three']) {
      await api.app.get(Database).transaction({ tenantId }, async (tx) => {
        await api.app.get(Audit).record(tx, { action: 'test.thing.made', targetKind: 'thing', targetId });
      });
    }
  });
  afterAll(() => api.close());

  const get = (path: string, key = api.operatorKey) =>
    api.inject({ method: 'GET', url: path, headers: { authorization: `Bearer ${key}` } });
  const things = `${url}?tenant=shop&action=test.thing.made`;

  it('returns what an operator did, with the request id', async () => {
    const { id: keyId, key } = await api.app.get(ApiKeys).create('setter', ['platform.degradation.write']);
    const headers = { authorization: `Bearer ${key}`, 'x-request-id': 'set-1' };
    await api.inject({ method: 'PUT', url: '/v1/platform/degradation', headers, payload: { level: 0 } });
    expect(api.app.get(Degradation).level).toBe(0);
    const { data } = (await get(`${url}?actor=${keyId}`)).json();
    expect(data).toEqual([
      {
        id: expect.any(String),
        at: expect.any(String),
        actorKind: 'operator',
        actorId: keyId,
        action: 'degradation.level.set',
        targetKind: 'degradation',
        targetId: 'deployment',
        details: { level: 0, before: 0, hold: false },
        requestId: 'set-1',
        seq: null,
      },
    ]);
  });

  it('lists the lines of one tenant, by its slug or its id, the latest first', async () => {
    const targets = async (path: string) =>
      (await get(path)).json().data.map(({ targetId }: { targetId: string }) => targetId);
    expect(await targets(things)).toEqual(['three', 'two', 'one']);
    expect(await targets(`${url}?tenant=${tenantId}&action=test.thing.made&sort=-at`)).toEqual(['three', 'two', 'one']);
    expect(await targets(`${url}?tenant=${newId()}`)).toEqual([]);
    expect(await targets(`${url}?action=test.thing.made`)).toEqual([]);
    expect(await get(`${url}?tenant=platform`).then(({ body }) => body)).toBe((await get(url)).body);
    expect(await targets(`${things}&target=two&since=2026-01-01T00:00:00%2B02:00`)).toEqual(['two']);
    expect(await targets(`${things}&until=1969-01-01T00:00:00Z`)).toEqual([]);
  });

  it('is paginated by cursor and by page', async () => {
    const walked: string[] = [];
    for (let next: string | null = `${things}&limit=2`; next; ) {
      const step = await get(next);
      walked.push(...step.json().data.map(({ targetId }: { targetId: string }) => targetId));
      next = /^<(.+)>; rel="next"$/.exec(String(step.headers.link))?.[1] ?? null;
    }
    expect(walked).toEqual(['three', 'two', 'one']);
    const page = (await get(`${things}&page=2&pageSize=2`)).json();
    expect(page.data).toMatchObject([{ targetId: 'one' }]);
    expect(page.page).toEqual({ next: null, size: 2, number: 2, totalItems: 3, totalPages: 2, totalKind: 'exact' });
  });

  it('refuses a cursor of another tenant’s list', async () => {
    const { next } = (await get(`${things}&limit=1`)).json().page;
    expect((await get(`${url}?action=test.thing.made&limit=1&cursor=${next}`)).json().code).toBe('invalid_cursor');
  });

  it.each([
    ['tenant=nobody', 404, 'tenant_not_found'],
    ['since=yesterday', 400, 'validation_failed'],
    ['since=2026-02-30T00:00:00Z', 400, 'validation_failed'],
    ['until=2026-01-01', 400, 'validation_failed'],
    ['until=2026-01-01T00:00:00%2B25:00', 400, 'validation_failed'],
    ['until=9999-12-31T23:59:59-12:00', 400, 'validation_failed'],
    ['since=0000-01-01T00:00:00Z', 400, 'validation_failed'],
    ['sort=at', 400, 'validation_failed'],
    ['page=1&limit=2', 400, 'mixed_pagination'],
    ['page=2000&pageSize=100', 400, 'page_out_of_reach'],
  ])('refuses %s', async (query, status, code) => {
    const answer = await get(`${url}?${query}`);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });

  it('requires its permission', async () => {
    const { key } = await api.app.get(ApiKeys).create('reader', ['platform.flags.read']);
    expect((await get(url, key)).statusCode).toBe(403);
  });
});
