import { Injectable } from '@nestjs/common';
import { issuerOf } from '#platform/access';
import { Settings } from '#platform/config';
import { uuidTime } from '#platform/ids';
import { platformTenant, type Tenant, TenantDirectory, tenancyProblems } from '#platform/tenancy';
import type { Session } from '../session-store/session.js';
import { TokenSigner } from '../signing-keys/token-signer.js';

export interface IssuedToken {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** The lifetime of a token, in seconds. */
const lifetime = 600;

/** Issues access tokens (RFC 9068: `typ` `at+jwt`, ES256), which are valid for 10 minutes. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly signer: TokenSigner,
    private readonly directory: TenantDirectory,
    private readonly settings: Settings,
  ) {}

  /**
   * Issues a token for an active session.
   *
   * @param tenantSlug the slug for the issuer
   * @param id the `jti`, a UUIDv7 made before the session's role was read: a later change of the role then revokes
   *   this token
   * @throws Problem `tenant_not_found` (404) when the tenant was deleted, `no_signing_key` (503) while this process has no key to sign with
   */
  async issue(session: Session, tenantSlug: string, id: string): Promise<IssuedToken> {
    const { product } = this.tenantOf(session, tenantSlug);
    const { kid, privateKey } = await this.signer.current();
    // Revocations are compared with the time in the `jti`; `iat` is the same time in whole seconds.
    const issuedAt = Math.floor(uuidTime(id) / 1000);
    const { role, name } = session;
    // Loaded with the first sign-in, since workers and commands never sign.
    const { SignJWT } = await import('jose');
    const accessToken = await new SignJWT({ client_id: product, tid: session.tenantId, sid: session.id, role, name })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
      .setIssuer(issuerOf(this.settings, tenantSlug))
      .setAudience('palier')
      .setSubject(session.userId)
      .setJti(id)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifetime)
      .sign(privateKey);
    return { accessToken, expiresIn: lifetime };
  }

  private tenantOf({ tenantId }: Session, slug: string): Tenant {
    const tenant = tenantId === platformTenant.id ? platformTenant : this.directory.byId(tenantId);
    if (!tenant) throw tenancyProblems.tenant_not_found({ slug });
    return tenant;
  }
}
