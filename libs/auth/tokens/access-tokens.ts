import type { Session } from '../session-store/session.js';

/** Issues access tokens (RFC 9068: `typ` `at+jwt`, ES256), which live for 10 minutes. */
export abstract class AccessTokens {
  /**
   * A token for a session that is alive.
   *
   * @param tenantSlug as in the issuer
   * @param id its `jti`, a UUIDv7 made before the session's role was read: a role that changes
   *   meanwhile strikes what was issued until then
   * @throws Problem `tenant_not_found` (404) when the tenant is gone, `no_signing_key` (503) while this process has no key to sign with
   */
  abstract issue(session: Session, tenantSlug: string, id: string): Promise<IssuedToken>;
}

export interface IssuedToken {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}
