/**
 * How a route learns that a token was revoked: `fast` looks into the memory of this process, which
 * lags by milliseconds; `strict` asks the shard that holds the session, and refuses while nobody can be asked.
 */
export type RevocationCheck = 'fast' | 'strict';

/** Who may call a route: everyone, or principals that hold one permission. */
export type RouteAccess =
  | { readonly kind: 'public' }
  | { readonly kind: 'allow'; readonly permission: string; readonly revocation: RevocationCheck };

/**
 * What is refused first when the deployment is overloaded: `sheddable` from degradation level 1,
 * `normal` from level 4, `vital` never.
 */
export type Priority = 'vital' | 'normal' | 'sheddable';

/** How long an answer may be kept, and which writes make it void. */
export interface CachePolicy {
  /** Freshness in seconds, 1 to 86,400. */
  ttl: number;
  /** The tags of this answer, from the route's parameters; the tenant is added by the cache. */
  tags: (params: Readonly<Record<string, string>>) => readonly string[];
}

/** What a route keeps of the answer to a request with an `Idempotency-Key`. */
export interface IdempotencyPolicy {
  /** Whether the answer holds a secret, and only the fact that it was given is kept. */
  readonly secret: boolean;
}

/** All that a route says of itself; the pipeline reads nothing else. */
export interface RouteDeclaration {
  access?: RouteAccess;
  priority?: Priority;
  /** Whether the reserved tenant `platform`, whose users are the operators, may stand in its path. */
  alsoForOperators?: true;
  /** Whether the pages of the tenant's own origins may send and be given cookies. */
  cookies?: true;
  /** The feature flag that must be on for the tenant. */
  flag?: string;
  cache?: CachePolicy;
  /** The query parameters that it takes, read from its handler; every other is refused. */
  query?: ReadonlySet<string>;
  /** Whether a client may repeat it under one key. */
  idempotency?: IdempotencyPolicy;
}
