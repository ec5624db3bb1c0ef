import type { Session } from '../session-store/session.js';

/** Issues access tokens (RFC 9068: `typ` `at+jwt`, ES256), which are valid for 10 minutes. */
export abstract class AccessTokens {
  /**
   * Issues a token for an active session.
   *
   * @param tenantSlug the slug for the issuer
   * @param id the `jti`, a UUIDv7 made before the session's role was read: a later change of the role then revokes
   *   this token
   * @throws Problem `tenant_not_found` (404) when the tenant was deleted, `no_signing_key` (503) while this process has no key to sign with
   */
  abstract issue(session: Session, tenantSlug: string, id: string): Promise<IssuedToken>;
}

export interface IssuedToken {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}
