import { generateKeyPairSync } from 'node:crypto';
import { newId } from '#platform/ids';
import { Problem } from '#platform/problems';
import { ProductContexts, platformTenant, type Tenant, TenantDirectory } from '#platform/tenancy';
import { claimsOf, headerOf, signed } from '../../../test/support/hostile-tokens.js';
import { AccessControl, type Granted } from './access-control.js';
import { authorizationHeaders } from './bearer.js';
import { CredentialVerifier, type Principal } from './principal.js';
import { markAccess } from './request-admission.js';
import { Revocations, type TokenSubject } from './revocations.js';
import { StreamAccess } from './stream-access.js';

const tenant = (id: string): Tenant => ({ ...platformTenant, id, slug: `slug-${id}` });
const tokenOf = (userId: string): TokenSubject => ({ tenantId: 'a', userId, sessionId: 's', issuedAt: 1 });

const reader: Principal = { kind: 'operator', id: '1', name: 'reader', permissions: new Set(['apps.read']) };
const owner: Principal = { kind: 'operator', id: '2', name: 'owner', permissions: new Set(['*']) };
const member: Principal = { ...owner, kind: 'member', id: '3', tenantId: 'a', token: tokenOf('3') };
const key: Principal = { ...owner, kind: 'key', id: '4', tenantId: 'a' };
const orphan: Principal = { ...key, id: '5', tenantId: 'gone' };

const bare: Principal = { ...key, id: '6', permissions: new Set() };

class Known extends CredentialVerifier {
  override verify(credential: string): Principal | undefined | Promise<Principal | undefined> {
    const known = {
      'reader-key': reader,
      'owner-key': owner,
      'its-token': member,
      'its-key': key,
      'bare-key': bare,
      orphan,
    };
    const found = known[credential as keyof typeof known];
    return credential.endsWith('-key') ? Promise.resolve(found) : found;
  }
}

class Remembered extends Revocations {
  revoked = new Set<string>();
  staleForMs = 0;

  get changes(): number {
    return this.revoked.size;
  }

  confirm = jest.fn(async (_subject: TokenSubject) => true);

  override async follow(): Promise<void> {}

  override isRevoked({ userId }: TokenSubject): boolean {
    return this.revoked.has(userId);
  }
}

class OneTenant extends TenantDirectory {
  readonly loaded = true;
  /** Undefined once the tenant is deleted. */
  one: Tenant | undefined = tenant('a');

  override bySlug(): undefined {}

  override byId(id: string): Tenant | undefined {
    return id === 'a' ? this.one : undefined;
  }

  override all(): [] {
    return [];
  }

  override knowsOrigin(): boolean {
    return false;
  }

  override async refresh(): Promise<void> {}
}

class NoContexts extends ProductContexts {
  override includes(): boolean {
    return false;
  }
}

const readRoute = { kind: 'allow', permission: 'apps.read', revocation: 'fast' } as const;
const writeRoute = { kind: 'allow', permission: 'apps.write', revocation: 'fast' } as const;
const strictRoute = { ...readRoute, revocation: 'strict' } as const;

describe('AccessControl', () => {
  let revocations: Remembered;
  let directory: OneTenant;
  let control: AccessControl;
  beforeEach(() => {
    revocations = new Remembered();
    directory = new OneTenant();
    control = new AccessControl(new Known(), revocations, directory, new NoContexts());
  });

  test.each([
    ['Bearer reader-key', readRoute, reader, platformTenant],
    ['bearer  owner-key', writeRoute, owner, platformTenant],
    [['Bearer owner-key'], readRoute, owner, platformTenant],
    ['GoogleLogin auth=its-key', readRoute, key, tenant('a')],
    ['googlelogin  auth=its-token', readRoute, member, tenant('a')],
    ['Bearer its-token', readRoute, member, tenant('a')],
    ['Bearer its-key', strictRoute, key, tenant('a')],
  ])('%j calls %j', async (header, route, principal, its) => {
    expect(await control.authorise(route, header)).toEqual({ principal, tenant: its, stale: false });
  });

  test('answers synchronously where no look-up is needed', () => {
    expect(control.authorise(readRoute, 'Bearer its-token')).not.toBeInstanceOf(Promise);
  });

  test('refuses a principal without the permission, and names it', async () => {
    const refusal = await refused(() => control.authorise(writeRoute, 'Bearer reader-key'));
    expect(refusal).toMatchObject({ code: 'forbidden', status: 403 });
    expect(refusal.detail.fr).toContain('apps.write');
  });

  test.each([
    ['a route of a context that the tenant lacks, before its permission', 'Bearer bare-key', 'context_not_served'],
    ['an operator where a tenant is meant', 'Bearer reader-key', 'tenant_credential_required'],
    ['a request without credential, before its context', undefined, 'unauthenticated'],
  ])('refuses %s', async (_, header, code) => {
    const refusal = await refused(() => control.authorise(writeRoute, header, undefined, 'journal'));
    expect(refusal.code).toBe(code);
  });

  test('answers a request without credential with a challenge alone', async () => {
    const refusal = await refused(() => control.authorise(readRoute, undefined));
    expect(refusal).toMatchObject({ code: 'unauthenticated', status: 401 });
    expect(refusal.options.headers).toEqual({ 'www-authenticate': 'Bearer' });
  });

  test('reads a repeated header, which Node’s `headers` drop', () => {
    const raw = ['Host', 'authorization', 'Authorization', 'Bearer a', 'authorization', 'Bearer b'];
    expect(authorizationHeaders(raw)).toEqual(['Bearer a', 'Bearer b']);
  });

  test.each([
    ['unknown', 'Bearer other-key'],
    ['of another scheme', 'Basic cmVhZGVyLWtleQ=='],
    ['of feed readers, without its name', 'GoogleLogin its-key'],
    ['of feed readers, and unknown', 'GoogleLogin auth=other-key'],
    ['of feed readers, and empty', 'GoogleLogin auth='],
    ['empty', ''],
    ['without a value', 'Bearer '],
    ['two in one header', 'Bearer reader-key, Bearer owner-key'],
    ['sent twice', ['Bearer reader-key', 'Bearer reader-key']],
    ['above 4 KiB', `Bearer ${'a'.repeat(4_096)}`],
    ['of a tenant that no longer exists', 'Bearer orphan'],
  ])('refuses a credential that is %s without saying which', async (_what, header) => {
    const refusal = await refused(() => control.authorise(readRoute, header));
    expect(refusal).toMatchObject({ code: 'unauthenticated', status: 401 });
    expect(refusal.options.headers).toEqual({ 'www-authenticate': 'Bearer error="invalid_token"' });
  });

  test('says since when an access token is too old, and of no other more', async () => {
    const issuer = { ...generateKeyPairSync('ec', { namedCurve: 'P-256' }), issuer: 'x', tenantId: newId(), kid: 'k' };
    const saying = (exp: number) => `Bearer ${signed(issuer, headerOf(issuer), claimsOf(issuer, { exp }))}`;
    const expired = await refused(() => control.authorise(readRoute, saying(1_777_000_000)));
    const at = '2026-04-24T03:06:40.000Z';
    expect(expired).toMatchObject({ code: 'unauthenticated', status: 401 });
    expect(expired.detail.en).toBe(`The access token expired at ${at}. Refresh it, or sign in again.`);
    expect(expired.options.headers?.['www-authenticate']).toBe(
      `Bearer error="invalid_token", error_description="The access token expired at ${at}"`,
    );
    const forged = await refused(() => control.authorise(readRoute, saying(Math.floor(Date.now() / 1000) + 600)));
    expect(forged.options.headers).toEqual({ 'www-authenticate': 'Bearer error="invalid_token"' });
  });

  describe('with a tenant in the path', () => {
    test.each(['its-token', 'its-key'])(
      'admits %s to its own tenant and answers 404 for another',
      async (credential) => {
        const own = await control.authorise(readRoute, `Bearer ${credential}`, tenant('a'));
        expect(own.tenant.id).toBe('a');
        const refusal = await refused(() => control.authorise(writeRoute, `Bearer ${credential}`, tenant('b')));
        expect(refusal).toMatchObject({ code: 'tenant_not_found', status: 404 });
      },
    );

    test('admits an operator’s key to the operators’ tenant alone', async () => {
      const granted: Granted = await control.authorise(readRoute, 'Bearer reader-key', platformTenant);
      expect(granted.tenant).toBe(platformTenant);
      const refusal = await refused(() => control.authorise(readRoute, 'Bearer reader-key', tenant('b')));
      expect(refusal).toMatchObject({ code: 'tenant_credential_required', status: 403 });
    });
  });

  describe('asked again about a request that it admitted', () => {
    const request = (credential: string, route: Parameters<typeof markAccess>[2] = readRoute, ofPath?: Tenant) => {
      const raw = { rawHeaders: ['authorization', `Bearer ${credential}`] };
      markAccess({ raw }, member, route, ofPath);
      return { raw };
    };

    test.each([
      ['a token', request('its-token')],
      ['a key, into the tenant that its path names', request('its-key', readRoute, tenant('a'))],
      ['an operator’s key, into the reserved tenant', request('reader-key', readRoute, platformTenant)],
    ])('admits %s that it would admit', async (_, again) => {
      expect(await control.stillAdmits(control.streamAccessOf(again))).toBe(true);
    });

    test.each<[string, () => unknown, ReturnType<typeof request>]>([
      ['the token is revoked', () => revocations.revoked.add('3'), request('its-token')],
      ['the session has ended', () => revocations.confirm.mockResolvedValue(false), request('its-token', strictRoute)],
      [
        'the revocation cannot be checked',
        () => revocations.confirm.mockRejectedValue(new Error()),
        request('its-token', strictRoute),
      ],
      ['the credential is not known any more', () => {}, request('other-key')],
      ['the permission was withdrawn', () => {}, request('reader-key', writeRoute)],
      ['the tenant is suspended', () => suspend(), request('its-token')],
      ['the tenant that the path names is suspended', () => suspend(), request('reader-key', readRoute, tenant('a'))],
      ['the tenant that the path names is deleted', () => leave(), request('reader-key', readRoute, tenant('a'))],
    ])('refuses where %s', async (_, happens, again) => {
      const access = control.streamAccessOf(again);
      happens();
      expect(await control.stillAdmits(access)).toBe(false);
    });

    test('refuses what was never admitted', () => {
      const raw = { rawHeaders: ['authorization', 'Bearer its-token'] };
      expect(() => control.streamAccessOf({ raw })).toThrow('did not admit');
    });

    test('knows from memory what a revocation, an expiry or a change of the tenant means', async () => {
      const raw = { rawHeaders: ['authorization', 'Bearer its-key'] };
      markAccess({ raw }, key, readRoute);
      const access = control.streamAccessOf({ raw });
      expect(access.state()).toBe('admitted');
      directory.one = { ...tenant('a'), name: 'Renamed' };
      expect(access.state()).toBe('changed');
      access.confirm(access.check());
      expect(access.state()).toBe('admitted');
      const check = access.check();
      access.recheck();
      // The question came after that check had begun.
      access.confirm(check);
      expect(access.state()).toBe('changed');
      // A token that expires at no time is one that expired.
      expect(control.streamAccessOf(request('its-token')).state()).toBe('refused');
      const { by } = access;
      const user = new StreamAccess({ ...by, principal: member }, revocations, directory);
      expect(user.state()).toBe('admitted');
      revocations.revoked.add('3');
      expect(user.state()).toBe('refused');
    });

    test('admits a public request while its tenant is active', async () => {
      const raw = { rawHeaders: [] };
      markAccess({ raw }, undefined, { kind: 'public' }, tenant('a'));
      const access = control.streamAccessOf({ raw });
      expect(await control.stillAdmits(access)).toBe(true);
      suspend();
      expect([access.state(), await control.stillAdmits(access)]).toEqual(['changed', false]);
    });

    const suspend = () => {
      directory.one = { ...tenant('a'), state: 'suspended' };
    };
    const leave = () => {
      directory.one = undefined;
    };
  });

  describe('with a token', () => {
    test.each([readRoute, strictRoute])('refuses a revoked token: %j', async (route) => {
      revocations.revoked.add('3');
      const refusal = await refused(() => control.authorise(route, 'Bearer its-token'));
      expect(refusal.options.headers).toEqual({ 'www-authenticate': 'Bearer error="invalid_token"' });
      expect(revocations.confirm).not.toHaveBeenCalled();
    });

    test('admits a token while the feed is stale, and marks the request as stale', async () => {
      revocations.staleForMs = 5_001;
      expect(await control.authorise(readRoute, 'Bearer its-token')).toMatchObject({ stale: true });
      expect(await control.authorise(readRoute, 'Bearer its-key')).toMatchObject({ stale: false });
      expect(revocations.confirm).not.toHaveBeenCalled();
    });

    test('confirms the token on a strict route, whatever the age of the feed', async () => {
      revocations.staleForMs = 5_001;
      expect(await control.authorise(strictRoute, 'Bearer its-token')).toMatchObject({ stale: false });
      revocations.confirm.mockResolvedValueOnce(false);
      const refusal = await refused(() => control.authorise(strictRoute, 'Bearer its-token'));
      expect(refusal).toMatchObject({ code: 'unauthenticated', status: 401 });
      expect(revocations.confirm.mock.calls).toEqual([[tokenOf('3')], [tokenOf('3')]]);
    });
  });
});

/** The refusal of an attempt, thrown or rejected. */
async function refused(attempt: () => unknown): Promise<Problem> {
  try {
    await attempt();
  } catch (refusal) {
    if (refusal instanceof Problem) return refusal;
    throw refusal;
  }
  throw new Error('It was not refused.');
}
