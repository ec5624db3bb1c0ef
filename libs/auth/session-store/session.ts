import type { Role } from '#platform/access';

/** Identifies a session. All sessions of a user are in one shard. */
export interface SessionRef {
  readonly tenantId: string;
  readonly userId: string;
  /** A UUIDv7, whose time is the beginning of the session. */
  readonly id: string;
}

/** The client, as last seen. */
export interface Seen {
  /** The User-Agent, at most 200 characters. */
  readonly device: string;
  /** As for the rate limit: an IPv4 address or an IPv6 /64. */
  readonly address: string;
  /** As given by a trusted proxy, such as `FR`. */
  readonly region?: string;
}

/** A user signed in on one device, with one family of refresh tokens. */
export interface Session extends SessionRef, Seen {
  readonly role: Role;
  readonly name: string;
  readonly lastSeenAt: Date;
  /** 30 days after it was last refreshed, 180 days after it began at the latest. */
  readonly expiresAt: Date;
}

export type NewSession = Omit<Session, 'lastSeenAt' | 'expiresAt'>;

/** A session with its current refresh token, which is opaque and sent to its client alone. */
export interface OpenSession {
  readonly session: Session;
  readonly refreshToken: string;
  /** Whether a replica has it too, or none is configured; `false` is reported to the client by `X-Degraded`. */
  readonly replicated: boolean;
}

/** The result of presenting a refresh token. */
export type Refreshed =
  | ({ readonly kind: 'refreshed' } & OpenSession)
  /** The token was consumed before: the session must end. */
  | { readonly kind: 'reused'; readonly session: Session }
  | { readonly kind: 'unknown' };

/** Which sessions of a user end. */
export type Ending = 'all' | { readonly only: string } | { readonly except: string };

/** The status of a session and the marks of its user. */
export interface SessionStatus {
  readonly alive: boolean;
  /** Sessions of the user that began up to this time were ended, in milliseconds since 1970. */
  readonly user?: number;
  /** Tokens of the user issued up to this time are revoked, in milliseconds since 1970: their role or name is out of date. */
  readonly tokens?: number;
}
