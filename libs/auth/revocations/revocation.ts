/** What is void: a session, all that a user or a tenant began until then, or what a user's tokens said until then. */
export type Revocation = SessionRevocation | UserRevocation | TenantRevocation;

interface SessionRevocation {
  readonly kind: 'session';
  readonly id: string;
  /** The user of the session: a revocation with the wrong user revokes nothing. */
  readonly userId: string;
  /** When it was ended, in milliseconds since 1970. */
  readonly before: number;
}

interface UserRevocation extends SweepingRevocation {
  /** All of their sessions, or their tokens. */
  readonly kind: 'user' | 'tokens';
  /** Whose user it is: the copy of a tenant has users with the same ids. */
  readonly tenantId: string;
}

interface TenantRevocation extends SweepingRevocation {
  readonly kind: 'tenant';
}

interface SweepingRevocation {
  /** Of the user or the tenant. */
  readonly id: string;
  /**
   * Sessions begun (for `tokens`: tokens issued) up to this time are revoked, in milliseconds since 1970. It is the time
   * of a UUIDv7 made for it, since it is compared with the times of `sid` and `jti`.
   */
  readonly before: number;
}

/** How long a revocation matters, in milliseconds: the ten minutes of an access token, and one for clock differences. */
export const REMEMBERED_MS = 660_000;
