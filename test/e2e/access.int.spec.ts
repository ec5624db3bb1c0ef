// Real: the whole API, PostgreSQL. Faked: a second signing key, with which the tests sign; the revocations and their age;
// a few routes beside the real ones.

import { Controller, Get, Module, Post, Req } from '@nestjs/common';
import {
  Allow,
  AlsoForOperators,
  declarePermission,
  type Principal,
  Priority,
  Public,
  principalOf,
  Revocations,
} from '#platform/access';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { Degradation } from '#platform/degradation';
import { newId } from '#platform/ids';
import { currentTenant, platformTenant, tenantIdInForce } from '#platform/tenancy';
import { Tenants } from '#tenants';
import { claimsOf, headerOf, type Issuer, type Json, signed } from '../support/hostile-tokens.js';
import { issuerFor, publicUrl, trustOwnKey } from '../support/own-key.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Asked {
  raw: object;
  user?: Principal;
}

@Controller('v1/tests')
class TestsController {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  @Get('mine')
  @Allow('tests.read', { least: 'member' })
  @Priority('normal')
  mine(@Req() request: Asked) {
    const principal = principalOf(request);
    return { tenant: currentTenant().slug, kind: principal?.kind, same: request.user === principal };
  }

  @Get('strict')
  @Allow('tests.admin', { least: 'admin', revocation: 'strict' })
  @Priority('normal')
  strict() {
    return { tenant: currentTenant().slug };
  }

  @Post('mine')
  @Allow('tests.read', { least: 'member' })
  @Priority('normal')
  async write() {
    const targetId = newId();
    await this.database.transaction({ tenantId: tenantIdInForce() }, (tx) =>
      this.audit.record(tx, { action: 'tests.thing.written', targetKind: 'thing', targetId }),
    );
    return {};
  }

  @Get(':tenant/things')
  @Allow('tests.read', { least: 'member' })
  @Priority('normal')
  things() {
    return { tenant: currentTenant().slug };
  }

  @Get(':tenant/either')
  @Public()
  @AlsoForOperators()
  @Priority('normal')
  alsoForOperators() {
    return { tenant: currentTenant().slug };
  }

  @Get(':tenant/open')
  @Public()
  @Priority('normal')
  open() {
    return { tenant: currentTenant().slug };
  }
}

@Module({ controllers: [TestsController] })
class TestsModule {}

let api: TestApp;
let alpha: Issuer;
let revocations: Revocations;

beforeAll(async () => {
  declarePermission('tests.read', 'member');
  api = await startTestApp({ publicUrl }, undefined, [TestsModule]);
  const tenants = api.app.get(Tenants);
  alpha = issuerFor(await tenants.create({ slug: 'alpha', name: 'Alpha', product: 'wistant', plan: 'enterprise' }));
  await tenants.create({ slug: 'beta', name: 'Beta', product: 'wistant', plan: 'enterprise' });
  trustOwnKey(api.app);
  revocations = api.app.get(Revocations, { strict: false });
});
afterAll(() => api?.close());

const tokenOf = (by: Issuer, claims: Json = {}) => signed(by, headerOf(by), claimsOf(by, claims));
const get = (path: string, credential?: string, headers: Record<string, string> = {}) =>
  api.inject({
    method: 'GET',
    url: `/v1/tests/${path}`,
    headers: { ...headers, ...(credential && { authorization: `Bearer ${credential}` }) },
  });
const answerTo = async (path: string, credential?: string) => {
  const answer = await get(path, credential);
  return [answer.statusCode, answer.json().code ?? answer.json().tenant];
};

describe('the tenant in force', () => {
  test('is the member’s tenant', async () => {
    const answer = await get('mine', tokenOf(alpha));
    expect([answer.statusCode, answer.json()]).toEqual([200, { tenant: 'alpha', kind: 'member', same: true }]);
    expect(await answerTo('alpha/things', tokenOf(alpha))).toEqual([200, 'alpha']);
  });

  test('is no other tenant, and no member learns whether another exists', async () => {
    expect(await answerTo('beta/things', tokenOf(alpha))).toEqual([404, 'tenant_not_found']);
    expect(await answerTo('gamma/things', tokenOf(alpha))).toEqual([404, 'tenant_not_found']);
  });

  test('is the platform tenant for operators, by key and signed in', async () => {
    const alsoForOperators = issuerFor(platformTenant);
    const byKey = await get('mine', api.operatorKey);
    expect(byKey.json()).toEqual({ tenant: 'platform', kind: 'operator', same: true });
    expect((await get('mine', tokenOf(alsoForOperators))).json()).toEqual({
      tenant: 'platform',
      kind: 'operator',
      same: true,
    });
    expect(await answerTo('alpha/things', api.operatorKey)).toEqual([403, 'tenant_credential_required']);
    expect(await answerTo('alpha/things', tokenOf(alsoForOperators))).toEqual([404, 'tenant_not_found']);
  });

  test('may be the platform tenant only in the paths of routes that declare it', async () => {
    expect(await answerTo('platform/either')).toEqual([200, 'platform']);
    expect(await answerTo('platform/open')).toEqual([404, 'tenant_not_found']);
    expect(await answerTo('alpha/either')).toEqual([200, 'alpha']);
  });
});

describe('a tenant', () => {
  test('refuses its members while it is suspended, and does not exist once it is deleted', async () => {
    const tenants = api.app.get(Tenants);
    const closed = issuerFor(await tenants.create({ slug: 'closed', name: 'Closed', product: 'wistant' }));
    const token = tokenOf(closed);
    expect(await answerTo('mine', token)).toEqual([200, 'closed']);
    await tenants.suspend('closed');
    expect(await answerTo('mine', token)).toEqual([403, 'tenant_suspended']);
    await tenants.resume('closed');
    expect(await answerTo('mine', token)).toEqual([200, 'closed']);
  });

  test('has the requests per second of all its callers counted together', async () => {
    const small = await api.app.get(Tenants).create({ slug: 'small', name: 'Small', product: 'wistant', plan: 'free' });
    const token = tokenOf(issuerFor(small));
    const codes = await Promise.all(Array.from({ length: 200 }, async () => (await get('mine', token)).statusCode));
    expect(new Set(codes)).toEqual(new Set([200, 429]));
  });

  test('lets the pages of its origins request members’ routes, and read refusals', async () => {
    const origin = 'https://app.example';
    const wish = { slug: 'paged', name: 'Paged', product: 'wistant', origins: [origin] };
    const page = await api.app.get(Tenants).create(wish);
    const allowed = async (asked: ReturnType<typeof get>) => (await asked).headers['access-control-allow-origin'];
    const preflight = (url: string, from: string) => {
      const headers = { origin: from, 'access-control-request-method': 'GET' };
      return api.inject({ method: 'OPTIONS', url, headers });
    };
    expect(await allowed(preflight('/v1/tests/mine', origin))).toBe(origin);
    expect(await allowed(get('mine', tokenOf(issuerFor(page)), { origin }))).toBe(origin);
    expect(await allowed(get('mine', 'no-token', { origin }))).toBe(origin);
    const elsewhere = 'https://evil.example';
    expect(await allowed(preflight('/v1/tests/mine', elsewhere))).toBeUndefined();
    expect(await allowed(get('mine', tokenOf(issuerFor(page)), { origin: elsewhere }))).toBeUndefined();
    expect(await allowed(preflight('/v1/platform/tenants', origin))).toBeUndefined();
    expect(await allowed(preflight('/v1/tests/alpha/things', origin))).toBeUndefined();
  });
});

describe('a role', () => {
  beforeEach(() => void jest.spyOn(revocations, 'confirm').mockResolvedValue(true));
  afterEach(() => jest.spyOn(revocations, 'confirm').mockRestore());

  test.each([
    ['member', 403],
    ['editor', 403],
    ['admin', 200],
    ['owner', 200],
  ])('%s gets %i where admins may', async (role, status) => {
    expect((await get('strict', tokenOf(alpha, { role }))).statusCode).toBe(status);
  });

  test('of a tenant never opens the operators’ routes, one of the platform tenant does', async () => {
    const tenants = (token: string) =>
      api.inject({ method: 'GET', url: '/v1/platform/tenants', headers: { authorization: `Bearer ${token}` } });
    expect((await tenants(tokenOf(alpha))).statusCode).toBe(403);
    expect((await tenants(tokenOf(issuerFor(platformTenant)))).statusCode).toBe(200);
  });
});

describe('a revocation', () => {
  afterEach(async () => {
    jest.spyOn(revocations, 'isRevoked').mockRestore();
    await api.app.get(Degradation).set(0, 'test');
  });

  test('is loaded before the process serves', () => {
    expect(revocations.staleForMs).not.toBe(Number.POSITIVE_INFINITY);
  });

  test('ends a token whose signature was verified before', async () => {
    const token = tokenOf(alpha);
    expect(await answerTo('mine', token)).toEqual([200, 'alpha']);
    jest.spyOn(revocations, 'isRevoked').mockReturnValue(true);
    const refused = await get('mine', token);
    expect([refused.statusCode, refused.json().code]).toEqual([401, 'unauthenticated']);
    expect(refused.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  });

  test('that may be missing is reported on fast routes, beside the degradation level', async () => {
    jest.spyOn(revocations, 'staleForMs', 'get').mockReturnValue(5_001);
    expect((await get('mine', tokenOf(alpha))).headers['x-degraded']).toBe('revocations=stale');
    await api.app.get(Degradation).set(1, 'test');
    expect((await get('mine', tokenOf(alpha))).headers['x-degraded']).toBe('level=1;cause=manual, revocations=stale');
    expect((await get('mine', api.operatorKey)).headers['x-degraded']).toBe('level=1;cause=manual');
  });

  test('is checked at the shard on strict routes', async () => {
    jest.spyOn(revocations, 'confirm').mockResolvedValueOnce(false);
    expect(await answerTo('strict', tokenOf(alpha))).toEqual([401, 'unauthenticated']);
  });
});

test('the audit names the member who acted', async () => {
  const sub = newId();
  const headers = { authorization: `Bearer ${tokenOf(alpha, { sub })}` };
  expect((await api.inject({ method: 'POST', url: '/v1/tests/mine', headers })).statusCode).toBe(201);
  const audit = await api.inject({
    method: 'GET',
    url: '/v1/platform/audit?tenant=alpha&action=tests.thing.written',
    headers: { authorization: `Bearer ${api.operatorKey}` },
  });
  expect(audit.json().data).toMatchObject([{ actorKind: 'member', actorId: sub }]);
});
