import type { Role } from '#platform/access';

/** Where a session is: everything about a user's sessions lives in one shard. */
export interface SessionRef {
  readonly tenantId: string;
  readonly userId: string;
  /** A UUIDv7: its time is when the session began. */
  readonly id: string;
}

/** What a client looked like when it was last seen. */
export interface Seen {
  /** The User-Agent, at most 200 characters. */
  readonly device: string;
  /** As the rate limit sees it: an IPv4 address or an IPv6 /64. */
  readonly address: string;
  /** As a trusted proxy says, as in `FR`. */
  readonly region?: string;
}

/** Someone who is signed in on one device: one family of refresh tokens. */
export interface Session extends SessionRef, Seen {
  readonly role: Role;
  readonly name: string;
  readonly lastSeenAt: Date;
  /** 30 days after it was last refreshed, 180 days after it began at the latest. */
  readonly expiresAt: Date;
}

export interface NewSession extends SessionRef, Seen {
  readonly role: Role;
  readonly name: string;
}

/** A session and the one refresh token that goes on with it; opaque, shown to its client alone. */
export interface OpenSession {
  readonly session: Session;
  readonly refreshToken: string;
  /** Whether a replica has it too, where there are any: `false` is said to the client by `X-Degraded`. */
  readonly replicated: boolean;
}

/** What became of a refresh token that was presented. */
export type Refreshed =
  | ({ readonly kind: 'refreshed' } & OpenSession)
  /** It was consumed before: the whole family must end. */
  | { readonly kind: 'reused'; readonly session: Session }
  | { readonly kind: 'unknown' };

/** Which sessions of a user end. */
export type Ending = 'all' | { readonly only: string } | { readonly except: string };

/** What a shard says of a session when it is asked, and what its user's marks say. */
export interface SessionStatus {
  readonly alive: boolean;
  /** Sessions of the user that began up to this time were ended, in milliseconds since 1970. */
  readonly user?: number;
  /** Tokens of the user that were issued up to this time say what does not hold any more. */
  readonly tokens?: number;
}
