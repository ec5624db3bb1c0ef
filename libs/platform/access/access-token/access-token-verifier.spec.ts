import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import * as fc from 'fast-check';
import { jwtVerify, SignJWT } from 'jose';
import { readSettings } from '#platform/config';
import { newId } from '#platform/ids';
import { platformTenant, type Tenant, TenantDirectory } from '#platform/tenancy';
import {
  claimsOf,
  headerOf,
  hostileTokens,
  type Issuer,
  type Json,
  signed,
} from '../../../../test/support/hostile-tokens.js';
import { declarePermission } from '../permission-registry.js';
import type { Principal } from '../principal.js';
import { AccessTokenVerifier, TokenKeys } from './access-token-verifier.js';

const shop: Tenant = { ...platformTenant, id: newId(), slug: 'shop', product: 'wistant' };
const other: Tenant = { ...shop, id: newId(), slug: 'other' };
const issuerFor = ({ id, slug }: Tenant): Issuer => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  issuer: `https://api.example/v1/auth/${slug}`,
  tenantId: id,
  kid: `key-of-${slug}`,
});

class Directory extends TenantDirectory {
  readonly loaded = true;
  tenants = new Map([shop, other].map((tenant) => [tenant.id, tenant]));

  override bySlug(): undefined {}

  override byId(id: string): Tenant | undefined {
    return this.tenants.get(id);
  }

  override all(): [] {
    return [];
  }

  override knowsOrigin(): boolean {
    return false;
  }

  override async refresh(): Promise<void> {}
}

class Keys extends TokenKeys {
  readonly keys = new Map<string, KeyObject>();
  later = false;

  override find(kid: string): KeyObject | undefined | Promise<KeyObject | undefined> {
    return this.later ? Promise.resolve(this.keys.get(kid)) : this.keys.get(kid);
  }
}

describe('AccessTokenVerifier', () => {
  const by = issuerFor(shop);
  let directory: Directory;
  let keys: Keys;
  let verifier: AccessTokenVerifier;
  beforeAll(() => {
    declarePermission('things.write', 'editor');
    declarePermission('platform.things.write');
    declarePermission('platform.things.read');
  });
  beforeEach(() => {
    directory = new Directory();
    keys = new Keys();
    keys.keys.set(by.kid, by.publicKey);
    verifier = new AccessTokenVerifier(readSettings({ PUBLIC_URL: 'https://api.example/' }), keys, directory);
  });
  afterEach(() => jest.useRealTimers());

  const token = (claims: Json = {}): string => signed(by, headerOf(by), claimsOf(by, claims));
  /** But for the one that a test declares, which stays declared. */
  const heldBy = (principal: unknown) =>
    [...(principal as Principal).permissions].filter((name) => name !== 'late.read');

  test('returns the token’s user with the permissions of its role', () => {
    const { sub, sid, jti } = claimsOf(by);
    const principal = verifier.verify(token({ sub, sid, jti, role: 'editor' }));
    expect(principal).toMatchObject({
      kind: 'member',
      id: sub,
      name: 'Ada',
      tenantId: shop.id,
      session: { id: sid, role: 'editor' },
      token: {
        tenantId: shop.id,
        userId: sub,
        sessionId: sid,
        issuedAt: Number.parseInt(String(jti).replace('-', '').slice(0, 12), 16),
      },
    });
    expect(heldBy(principal)).toEqual(['things.write']);
  });

  test('returns a user of the tenant `platform` as an operator', () => {
    const platform = { ...by, issuer: 'https://api.example/v1/auth/platform', tenantId: platformTenant.id };
    const principal = verifier.verify(signed(platform, headerOf(platform), claimsOf(platform)));
    expect(principal).toMatchObject({ kind: 'operator', tenantId: platformTenant.id });
    expect(heldBy(principal)).toEqual(['things.write', 'platform.things.write', 'platform.things.read']);
  });

  test.each([
    ['owner', ['things.write'], ['things.write', 'platform.things.write', 'platform.things.read']],
    ['admin', ['things.write'], ['things.write', 'platform.things.write', 'platform.things.read']],
    ['editor', ['things.write'], ['things.write', 'platform.things.read']],
    ['member', [], ['platform.things.read']],
  ])('gives %s other rights in the platform than in a tenant, whoever came before', (role, here, there) => {
    const platform = { ...by, issuer: 'https://api.example/v1/auth/platform', tenantId: platformTenant.id };
    const [ours, theirs] = [signed(platform, headerOf(platform), claimsOf(platform, { role })), token({ role })];
    for (const each of [
      ours,
      theirs,
      signed(platform, headerOf(platform), claimsOf(platform, { role })),
      token({ role }),
    ]) {
      const principal = verifier.verify(each) as Principal;
      expect(heldBy(principal)).toEqual(principal.tenantId === platformTenant.id ? there : here);
    }
  });

  test.each([
    ['a list of audiences', () => ({ aud: ['elsewhere', 'palier'] })],
    ['a clock that is ahead by less than 30 s', () => ({ iat: Math.floor(Date.now() / 1000) + 20 })],
    ['a claim that it does not read', () => ({ custom: { deep: true } })],
  ])('accepts %s', (_what, claims) => {
    expect(verifier.verify(token(claims()))).toBeDefined();
  });

  test('reads the last of two claims of one name', () => {
    const twice = `{"role":"member",${JSON.stringify(claimsOf(by)).slice(1)}`;
    expect(verifier.verify(signed(by, headerOf(by), twice))).toMatchObject({ session: { role: 'owner' } });
  });

  test('verifies what jose signs, and jose verifies the tokens of these tests', async () => {
    const claims = claimsOf(by);
    const theirs = new SignJWT({ ...claims }).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: by.kid });
    expect(verifier.verify(await theirs.sign(by.privateKey))).toMatchObject({ id: claims.sub });
    const ours = { algorithms: ['ES256'], typ: 'at+jwt', issuer: by.issuer, audience: 'palier' };
    await expect(jwtVerify(token(), by.publicKey, ours)).resolves.toBeDefined();
  });

  test.each(hostileTokens(by, { issuer: issuerFor(other).issuer, tenantId: other.id }))(
    'refuses %s',
    (_what, hostile) => {
      expect(verifier.verify(hostile)).toBeUndefined();
      // Also after a valid token was remembered.
      expect(verifier.verify(token())).toBeDefined();
      expect(verifier.verify(hostile)).toBeUndefined();
    },
  );

  test('refuses any other text without throwing', () => {
    const segment = fc.oneof(
      fc.base64String(),
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
      fc.string(),
    );
    const shaped = fc.array(segment, { maxLength: 5 }).map((segments) => segments.join('.'));
    fc.assert(fc.property(fc.oneof(fc.string(), shaped), (text) => verifier.verify(text) === undefined));
  });

  test('refuses any other signed token', () => {
    const names = fc.string({ minLength: 1 }).filter((name) => !(name in headerOf(by)));
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue(), { minKeys: 1 }), (more) => {
        const [header, payload] = [signed(by, headerOf(by, more), claimsOf(by)), signed(by, headerOf(by), more)];
        return verifier.verify(header) === undefined && verifier.verify(payload) === undefined;
      }),
    );
  });

  describe('remembers a token', () => {
    test('and does not verify it twice', () => {
      const good = token();
      expect(verifier.verify(good)).toBe(verifier.verify(good));
    });

    test('until it expires', () => {
      jest.useFakeTimers();
      const good = token();
      expect(verifier.verify(good)).toBeDefined();
      jest.setSystemTime(Date.now() + 601_000);
      expect(verifier.verify(good)).toBeUndefined();
    });

    test('until its key is withdrawn', async () => {
      const good = token();
      expect(verifier.verify(good)).toBeDefined();
      keys.keys.delete(by.kid);
      expect(verifier.verify(good)).toBeUndefined();
      keys.later = true;
      expect(await verifier.verify(good)).toBeUndefined();
    });

    test('until its key is not in memory any more and must be looked up', async () => {
      const good = token();
      expect(verifier.verify(good)).toBeDefined();
      keys.keys.delete(by.kid);
      keys.later = true;
      const found = verifier.verify(good);
      expect(found).toBeInstanceOf(Promise);
      expect(await found).toBeUndefined();
    });

    test('until another key has its key id', () => {
      const good = token();
      expect(verifier.verify(good)).toBeDefined();
      keys.keys.set(by.kid, issuerFor(other).publicKey);
      expect(verifier.verify(good)).toBeUndefined();
    });

    test('until its tenant is deleted', () => {
      const good = token();
      expect(verifier.verify(good)).toBeDefined();
      directory.tenants.delete(shop.id);
      expect(verifier.verify(good)).toBeUndefined();
    });
  });

  test('waits for a key that has to be looked up', async () => {
    keys.later = true;
    const found = verifier.verify(token());
    expect(found).toBeInstanceOf(Promise);
    expect(await found).toMatchObject({ kind: 'member' });
  });

  test('gives a role a permission that a route declares later', () => {
    expect((verifier.verify(token()) as Principal).permissions.has('late.read')).toBe(false);
    declarePermission('late.read', 'owner');
    expect((verifier.verify(token()) as Principal).permissions.has('late.read')).toBe(true);
  });
});
