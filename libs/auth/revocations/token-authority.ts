import type { TokenSubject } from '#platform/access';

/** Those who hold the sessions, whatever this process remembers of revocations. */
export abstract class TokenAuthority {
  /**
   * Whether the session is alive and the token not void.
   *
   * @throws Problem `revocation_unknown` (503) with Retry-After where nobody who knows can be asked
   */
  abstract confirm(subject: TokenSubject): Promise<boolean>;
  /**
   * Voids all that a tenant began until a time, before its sessions are ended one by one.
   *
   * @param before milliseconds since 1970
   * @throws Problem `revocation_not_told` (503)
   */
  abstract markTenant(tenantId: string, before: number): Promise<void>;
}
