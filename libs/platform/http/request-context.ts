import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Locale, Problem } from '#platform/problems';
import type { Place } from '#platform/resilience';
import type { RouteDeclaration } from '#platform/routes';
import type { StartedRequest } from '#platform/telemetry';
import type { Tenant } from '#platform/tenancy';
import { securityHeaders } from './security-headers.js';

/** What the router found for a URL. */
export interface MatchedRoute {
  /** As in `/v1/stores/:tenant/apps`; undefined where no route matches. */
  readonly template: string | undefined;
  readonly declaration: RouteDeclaration | undefined;
  readonly params: Readonly<Record<string, string>>;
  /** Decoded, by name; a list where a name came more than once. Has no prototype. */
  readonly query: Readonly<Record<string, unknown>>;
  /** The resource that the URL names, once computed: the same text for every way to write the URL. */
  resource?: string;
  /** The key of its answer in the cache, as last used, so that a known URL's key need not be built again. */
  cacheKey?: CacheKey;
}

/** A key of the cache and the parts it was made from. */
export interface CacheKey {
  readonly tenantId: string;
  readonly locale: Locale;
  readonly encoding: string;
  /** Who share the answer. */
  readonly readers: string;
  readonly key: string;
}

/** A request in the pipeline, with the results of its steps. */
export interface RequestContext {
  readonly raw: IncomingMessage;
  readonly response: ServerResponse;
  readonly id: string;
  /** The request target, as in `/v1/stores/shop/apps?limit=3`. */
  readonly url: string;
  readonly route: MatchedRoute;
  /** Milliseconds on the monotonic clock. */
  readonly startedAt: number;
  readonly trace: StartedRequest;
  readonly locale: Locale;
  /** The headers of every answer to this request, besides the security headers, as lines of HTTP/1.1. */
  head: string;
  /** The path's tenant, where the route has one, else the principal's. */
  tenant: Tenant | undefined;
  /** The result of the cache look-up, for the log and the metrics. */
  cache: 'hit' | 'shared' | 'stale' | 'miss' | undefined;
  /** Its place among the requests that are worked on, once it asked for one. */
  place: Place | undefined;
  /** The length of the body, where it is known. */
  bytes: number | undefined;
  /** The problem with which the pipeline refused before Fastify ran. */
  refusal: unknown;
  /** The problem that was sent from the hook, without Fastify. */
  refused: Problem | undefined;
  /** Whether the connection ends with this answer, as it does while the process drains. */
  draining: boolean;
  /** Whether the pipeline runs before Fastify's router: the response is Node's own and untouched. */
  bypassesRouter: boolean;
  /** Whether it does, and `writeText` may answer: `PREPARED_HEADS` is on, and this Node takes them. */
  asText: boolean;
  /** Whether the answer shows that an operation has ended, after which its client reads what the operation wrote. */
  showsEnd: boolean;
}

/** Adds a header to every answer to this request; name and value must be free of line breaks. */
export function addHeader(context: RequestContext, name: string, value: string): void {
  context.head += `${name}: ${value}\r\n`;
}

/** Adds an entry to the `X-Degraded` header, which lists what is degraded for this request. */
export function addDegraded(context: RequestContext, what: string): void {
  const said = /^x-degraded: .+$/m.exec(context.head)?.[0];
  if (said) context.head = context.head.replace(said, `${said}, ${what}`);
  else addHeader(context, 'x-degraded', what);
}

/** Headers whose value is a list: the handler's value and the request's are joined. */
const listed = new Set(['vary', 'x-degraded']);

/** The headers of `head`, with the security headers, as pairs of name and value. */
export function headersOf({ head }: RequestContext): [name: string, value: string][] {
  const lines = head.split('\r\n').slice(0, -1);
  const added = lines.map((line): [string, string] => {
    const colon = line.indexOf(': ');
    return [line.slice(0, colon), line.slice(colon + 2)];
  });
  return [...Object.entries(securityHeaders), ...added];
}

/** Adds the context's headers to an answer that Fastify sends, without replacing the handler's own. */
export function carryHeaders(context: RequestContext, reply: FastifyReply): void {
  for (const [name, value] of headersOf(context)) {
    if (listed.has(name)) reply.header(name, [reply.getHeader(name), value].filter(Boolean).join(', '));
    else if (!reply.hasHeader(name)) reply.header(name, value);
  }
}

declare module 'node:http' {
  interface IncomingMessage {
    /** Set when the pipeline begins with the request. */
    palier?: RequestContext;
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    palier: RequestContext;
  }
  interface FastifyContextConfig {
    palier?: RouteDeclaration;
  }
}
