import { type KeyObject, verify } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Settings } from '#platform/config';
import { uuidTime } from '#platform/ids';
import { platformTenant, type Tenant, TenantDirectory } from '#platform/tenancy';
import { permissionsOf } from '../permission-registry.js';
import type { Principal } from '../principal.js';
import { type AccessToken, type AccessTokenClaims, AUDIENCE, issuerOf, LONGEST_LIFE } from './access-token.js';
import { parseAccessToken } from './parse-access-token.js';
import { type VerifiedToken, VerifiedTokens } from './verified-tokens.js';

/** Seconds that the clock of another process may be ahead. */
const LEEWAY = 30;

/** The public keys that access tokens are verified with, in memory. Supplied by the `auth` context. */
export abstract class TokenKeys {
  /**
   * The P-256 key of a `kid`, undefined where no key in force has it. An unknown `kid` may be looked
   * up, at a limited rate, however many tokens name one.
   */
  abstract find(kid: string): KeyObject | undefined | Promise<KeyObject | undefined>;
}

/** The one place where access tokens are verified, for the pipeline and for Passport's guard: RFC 8725 and RFC 9068. */
@Injectable()
export class AccessTokenVerifier {
  private readonly verified = new VerifiedTokens();

  constructor(
    private readonly settings: Settings,
    private readonly keys: TokenKeys,
    private readonly directory: TenantDirectory,
  ) {}

  /**
   * The principal of a token, undefined when the token is not valid. Revocations are not checked here.
   * Synchronous unless the key has to be looked up.
   */
  verify(token: string): Principal | undefined | Promise<Principal | undefined> {
    const known = this.verified.get(token);
    if (known) {
      if (this.stillHolds(known)) return known.principal;
      this.verified.delete(token);
    }
    const parsed = parseAccessToken(token);
    if (!parsed) return undefined;
    const tenant = this.tenantOf(parsed.claims.tid);
    if (!tenant || !isMeant(parsed.claims, issuerOf(this.settings, tenant.slug))) return undefined;
    const key = this.keys.find(parsed.kid);
    if (key instanceof Promise) return key.then((found) => this.check(token, parsed, tenant, found));
    return this.check(token, parsed, tenant, key);
  }

  private check(token: string, parsed: AccessToken, tenant: Tenant, key: KeyObject | undefined): Principal | undefined {
    const { kid, claims, signed, signature } = parsed;
    if (!key || !verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature)) return undefined;
    const principal = principalOf(claims);
    this.verified.set(token, { principal, expiresAt: claims.exp * 1000, kid, key, tenant });
    return principal;
  }

  /** Whether a verified token is still valid: not expired, its key not withdrawn, its tenant unchanged. */
  private stillHolds({ expiresAt, kid, key, tenant }: VerifiedToken): boolean {
    if (Date.now() >= expiresAt || this.tenantOf(tenant.id) !== tenant) return false;
    const found = this.keys.find(kid);
    // The verification that follows looks the key up again and reports a failure.
    if (found instanceof Promise) found.catch(() => undefined);
    return found === key;
  }

  private tenantOf(id: string): Tenant | undefined {
    return id === platformTenant.id ? platformTenant : this.directory.byId(id);
  }
}

/** Whether a token is of this issuer, for this audience, and neither expired nor of the future. */
function isMeant({ iss, aud, iat, exp }: AccessTokenClaims, issuer: string): boolean {
  const now = Date.now() / 1000;
  const forUs = typeof aud === 'string' ? aud === AUDIENCE : aud.includes(AUDIENCE);
  return iss === issuer && forUs && iat <= now + LEEWAY && now < exp && exp > iat && exp - iat <= LONGEST_LIFE;
}

function principalOf({ sub, tid, sid, jti, role, name }: AccessTokenClaims): Principal {
  return {
    kind: tid === platformTenant.id ? 'operator' : 'member',
    id: sub,
    name,
    permissions: permissionsOf(role, tid),
    tenantId: tid,
    session: { id: sid, role },
    token: { tenantId: tid, userId: sub, sessionId: sid, issuedAt: uuidTime(jti) },
  };
}
