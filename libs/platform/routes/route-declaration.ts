import type { InputClass } from './input-classes.js';

/**
 * How a route checks whether a token was revoked: `fast` reads the memory of this process, which
 * lags by milliseconds; `strict` asks the shard that holds the session, and refuses while it is unreachable.
 */
export type RevocationCheck = 'fast' | 'strict';

/**
 * How a route looks up members' API keys: `read` asks the database for each request, so that a revoked key is refused with the
 * next one; `remembered` keeps secret and publishable keys in memory, from which the notification of a change takes them, and
 * for 30 seconds at most.
 */
export type KeyLookup = 'read' | 'remembered';

/** Who may call a route: everyone, or principals that hold one permission. */
export type RouteAccess =
  | { readonly kind: 'public' }
  | {
      readonly kind: 'allow';
      readonly permission: string;
      readonly revocation: RevocationCheck;
      /** By default `read`. */
      readonly keys?: KeyLookup;
    };

/**
 * The priority of a route when the deployment is overloaded: `sheddable` is refused from degradation
 * level 1, `normal` from level 4, `vital` never. In a process that works on too much at once, it is also the order in which
 * requests wait for a place and for a connection to the database, and are refused.
 */
export type Priority = 'vital' | 'normal' | 'sheddable';

/** The parameters of a route's path. */
type Params = Readonly<Record<string, string>>;

/** The caller whose answer is cached. */
export interface CachedCaller {
  /** The id of the user or key. */
  readonly id: string;
}

/**
 * Who shares a cached answer: `public`, every reader; `tenant`, the members of a tenant who have the same role; `user`,
 * nobody but its caller, in the same session.
 */
export type CacheScope = 'public' | 'tenant' | 'user';

/**
 * How long an answer may be cached, which tags invalidate it, and who shares it. The tags come from the route's
 * parameters and, where the answer is for one caller, from the caller; the cache adds the tenant.
 */
export type CachePolicy = {
  /** Freshness in seconds, 1 to 86,400. */
  readonly ttl: number;
  /** The media type of the text that the handler returns, as in `application/atom+xml`; without it the answer is JSON. */
  readonly mediaType?: string;
} & (
  | { readonly scope?: 'public' | 'tenant'; readonly tags: (params: Params) => readonly string[] }
  | {
      readonly scope: 'user';
      /** Besides `user:<id>` of the caller, which is always one. */
      readonly tags: (params: Params, caller: CachedCaller) => readonly string[];
    }
);

/** What is stored of the answer to a request with an `Idempotency-Key`. */
export interface IdempotencyPolicy {
  /** Whether the answer holds a secret, so that only the fact that it was sent is stored. */
  readonly secret: boolean;
}

/** A body that its handler receives as a stream. */
export interface StreamPolicy {
  /** The media types that are accepted, in lower case without parameters, as in `application/zip`. */
  readonly types: readonly [string, ...string[]];
  /** The longest body, in bytes, 1 or more. */
  readonly limit: number;
  /** Whether an empty body is refused. */
  readonly required?: boolean;
  /** Whether `REQUEST_TIMEOUT_MS` limits the whole body, as of other routes, and not the wait for each piece. */
  readonly limitedAsWhole?: boolean;
}

/** A body that its handler receives whole, as bytes. */
export interface BytesPolicy {
  /** The media types that are accepted, in lower case without parameters, as in `application/json`. */
  readonly types: readonly [string, ...string[]];
  /** The longest body as it is sent, in bytes, 1 or more. */
  readonly limit: number;
  /** The longest body once it is unpacked, in bytes. */
  readonly unpackedLimit: number;
  /** The class that describes one item of the JSON array that is sent. */
  readonly itemsOf: InputClass;
}

/** An answer that is a file, of which a client may ask for a part. */
export interface FilePolicy {
  /** The media types that it may have, as in `application/zip`. */
  readonly types: readonly [string, ...string[]];
}

/** The whole declaration of a route; the pipeline reads nothing else. */
export interface RouteDeclaration {
  access?: RouteAccess;
  priority?: Priority;
  /** The lower priority of requests that have a query parameter of this name, such as that of a search in a list. */
  priorityWith?: Readonly<Record<string, Priority>>;
  /** The bounded context to which it belongs, where only some products have it: elsewhere it answers 404. */
  context?: string;
  /** Whether the tenant in its path may be `platform`, whose users are the operators. */
  alsoForOperators?: true;
  /** Whether the pages of the tenant's origins may send and receive cookies. */
  cookies?: true;
  /** Whether a publishable key may come in its query, as `?key=palier_pk_…`. */
  keyInQuery?: true;
  /** Whether it never queries the database, so that it needs no place among the requests that are worked on. */
  withoutDatabase?: true;
  /** The feature flag that must be on for the tenant. */
  flag?: string;
  cache?: CachePolicy;
  /** Whether its handler may learn who calls, read from its parameters. */
  caller?: boolean;
  /** The query parameters that it takes, read from its handler; every other is refused. */
  query?: ReadonlySet<string>;
  /** Whether it takes any query parameters, as a protocol that others made has them. */
  anyQuery?: true;
  /** Whether it takes a JSON body, read from its handler; elsewhere a body is refused, unless it is streamed or taken as bytes. */
  body?: boolean;
  /** Set where the handler receives the body as a stream. */
  stream?: StreamPolicy;
  /** Set where the handler receives the body whole, as bytes. */
  bytes?: BytesPolicy;
  /** Set where its answer is a file. */
  file?: FilePolicy;
  /** The classes of its body and its query, read from its handler, whose rules the API's description tells. */
  input?: readonly InputClass[];
  /** Whether its answers have the ETag of their version, where they have a version. */
  versioned?: true;
  /** The headers that its handler sets. */
  sendsETag?: true;
  sendsLocation?: true;
  sendsPalierWrote?: true;
  /** Set where a client may repeat a request with one `Idempotency-Key`. */
  idempotency?: IdempotencyPolicy;
}
