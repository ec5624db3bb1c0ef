import { Injectable } from '@nestjs/common';
import { issuerOf } from '#platform/access';
import { Settings } from '#platform/config';
import { uuidTime } from '#platform/ids';
import { platformTenant, type Tenant, TenantDirectory, tenancyProblems } from '#platform/tenancy';
import type { Session } from '../session-store/session.js';
import { TokenSigner } from '../signing-keys/token-signer.js';
import { AccessTokens, type IssuedToken } from './access-tokens.js';

/** The lifetime of a token, in seconds. */
const lifetime = 600;

/** Access tokens in the profile of RFC 9068, with the role and name of the user as claims. */
@Injectable()
export class SignedAccessTokens extends AccessTokens {
  constructor(
    private readonly signer: TokenSigner,
    private readonly directory: TenantDirectory,
    private readonly settings: Settings,
  ) {
    super();
  }

  override async issue(session: Session, tenantSlug: string, id: string): Promise<IssuedToken> {
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
