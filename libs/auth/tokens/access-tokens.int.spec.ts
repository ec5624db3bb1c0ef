/**
 * Access tokens, from their issue to a request with them, over two API processes.
 * Real: the API, PostgreSQL, LISTEN and NOTIFY. Faked: the sessions, which no sign-in began.
 */

import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { CredentialVerifier } from '#platform/access';
import { newId } from '#platform/ids';
import { platformTenant, TenantDirectory } from '#platform/tenancy';
import { Tenants } from '#tenants';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { SigningKeys } from '../signing-keys/signing-keys.service.js';
import { AccessTokens } from './access-tokens.js';

const publicUrl = 'https://api.example';

describe('access tokens', () => {
  let api: TestApp;
  let other: TestApp;
  let tenantId: string;
  beforeAll(async () => {
    api = await startTestApp({ publicUrl });
    other = await startTestApp({ publicUrl }, api.database);
    const tenants = api.app.get(Tenants);
    ({ id: tenantId } = await tenants.create({ slug: 'shop', name: 'Shop', product: 'wistant', plan: 'free' }));
    await other.app.get(TenantDirectory).refresh();
  });
  afterAll(async () => {
    await other?.close();
    await api?.close();
  });

  const session = (of = tenantId) => ({
    tenantId: of,
    userId: newId(),
    id: newId(),
    role: 'editor' as const,
    name: 'Ada',
    device: 'test',
    address: '127.0.0.1',
    lastSeenAt: new Date(),
    expiresAt: new Date(),
  });
  const issue = (by: TestApp, of = session(), slug = 'shop') => by.app.get(AccessTokens).issue(of, slug, newId());
  const verify = (at: TestApp, token: string) => at.app.get(CredentialVerifier, { strict: false }).verify(token);
  const jwks = async (at: TestApp) => at.inject({ method: 'GET', url: '/.well-known/jwks.json' });

  it('hold the session and its user, and nothing more', async () => {
    const of = session();
    const before = Math.floor(Date.now() / 1000);
    const { accessToken, expiresIn } = await issue(api, of);
    const after = Math.floor(Date.now() / 1000);
    expect(expiresIn).toBe(600);
    const header = decodeProtectedHeader(accessToken);
    expect(header).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: expect.any(String) });
    const claims = decodeJwt(accessToken);
    const { iat = 0, jti = '' } = claims;
    expect(claims).toEqual({
      iss: 'https://api.example/v1/auth/shop',
      aud: 'palier',
      sub: of.userId,
      client_id: 'wistant',
      tid: tenantId,
      sid: of.id,
      jti,
      iat,
      exp: iat + 600,
      role: 'editor',
      name: 'Ada',
    });
    expect(Math.floor(Number.parseInt(jti.replace('-', '').slice(0, 12), 16) / 1000)).toBe(iat);
    expect(iat).toBeGreaterThanOrEqual(before);
    expect(iat).toBeLessThanOrEqual(after);
  });

  it('are verified by every process, and by a client with the JWKS alone', async () => {
    const of = session();
    const { accessToken } = await issue(api, of);
    for (const at of [api, other])
      expect(await verify(at, accessToken)).toMatchObject({ kind: 'member', id: of.userId });
    const keys = createLocalJWKSet((await jwks(other)).json());
    const expected = { algorithms: ['ES256'], typ: 'at+jwt', issuer: `${publicUrl}/v1/auth/shop`, audience: 'palier' };
    await expect(jwtVerify(accessToken, keys, expected)).resolves.toMatchObject({ payload: { sub: of.userId } });
  });

  it('of operators name the tenant platform', async () => {
    const { accessToken } = await issue(api, session(platformTenant.id), 'platform');
    expect(decodeJwt(accessToken)).toMatchObject({ iss: `${publicUrl}/v1/auth/platform`, client_id: 'platform' });
    expect(await verify(other, accessToken)).toMatchObject({ kind: 'operator' });
  });

  it('are not issued for a deleted tenant', async () => {
    await expect(issue(api, session(newId()))).rejects.toMatchObject({ code: 'tenant_not_found' });
  });

  it('stay valid through a rotation, and new ones are signed with the new key, without a restart', async () => {
    const { accessToken: former } = await issue(api);
    const { kid } = await api.app.get(SigningKeys).rotate(true);
    for (const by of [api, other]) {
      const { accessToken } = await until(async () => {
        const issued = await issue(by);
        return decodeProtectedHeader(issued.accessToken).kid === kid ? issued : undefined;
      });
      for (const at of [api, other]) {
        // The other process hears of a key that signs at once a moment later.
        await until(async () => (await verify(at, accessToken)) !== undefined);
        expect(await verify(at, former)).toBeDefined();
      }
    }
  });

  describe('the JWKS', () => {
    it('holds only public P-256 keys, may be cached for a minute, and answers 304 to its ETag', async () => {
      await issue(api);
      const answer = await jwks(api);
      expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'public, max-age=60']);
      for (const key of answer.json().keys) {
        const text = expect.stringMatching(/^[\w-]{43}$/);
        expect(key).toEqual({ kty: 'EC', crv: 'P-256', x: text, y: text, kid: text, use: 'sig', alg: 'ES256' });
      }
      const again = await api.inject({
        method: 'GET',
        url: '/.well-known/jwks.json',
        headers: { 'if-none-match': answer.headers.etag as string },
      });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    });

    it('holds a new key before it signs', async () => {
      await issue(other);
      const before = (await jwks(other)).headers.etag;
      const { kid } = await api.app.get(SigningKeys).rotate(false);
      const answer = await until(async () => {
        const seen = await jwks(other);
        return seen.headers.etag === before ? undefined : seen;
      });
      expect(answer.json().keys).toContainEqual(expect.objectContaining({ kid }));
      expect(decodeProtectedHeader((await issue(other)).accessToken).kid).not.toBe(kid);
    });
  });
});
