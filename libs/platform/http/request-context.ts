import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Locale } from '#platform/problems';
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
  /** What it names, once it was asked for: the same text for every way to write the URL. */
  resource?: string;
  /** Where its answer is kept, as last asked for: a known URL need not be joined and hashed again. */
  kept?: KeptUnder;
}

/** A key of the cache and what it was made of. */
export interface KeptUnder {
  readonly tenantId: string;
  readonly locale: Locale;
  readonly encoding: string;
  readonly key: string;
}

/** A request on its way through the pipeline, and what was found out about it. */
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
  /** What every answer to this request carries besides the security headers: lines as they go on the wire. */
  head: string;
  /** The path's tenant, where the route has one, else the principal's. */
  tenant: Tenant | undefined;
  /** What the cache did, for the log and the metrics. */
  cache: 'hit' | 'shared' | 'stale' | 'miss' | undefined;
  /** Of the body, where it is known. */
  bytes: number | undefined;
  /** Why the pipeline refused, where it ran before Fastify. */
  refusal: unknown;
  /** Whether the process drains: the connection ends with this answer. */
  leaving: boolean;
  /** Whether Fastify was overtaken: the response is Node's own and untouched. */
  overtaking: boolean;
}

/** Adds a header to every answer to this request; name and value must be free of line breaks. */
export function addHeader(context: RequestContext, name: string, value: string): void {
  context.head += `${name}: ${value}\r\n`;
}

/** Says in `X-Degraded` what this request goes without, beside what it says there already. */
export function addDegraded(context: RequestContext, what: string): void {
  const said = /^x-degraded: .+$/m.exec(context.head)?.[0];
  if (said) context.head = context.head.replace(said, `${said}, ${what}`);
  else addHeader(context, 'x-degraded', what);
}

/** What has a list for its value: a handler's own and the request's are joined. */
const listed = new Set(['vary', 'x-degraded']);

/** The headers of a request's answers one by one, for those who cannot take lines. */
export function headersOf({ head }: RequestContext): [name: string, value: string][] {
  const lines = head.split('\r\n').slice(0, -1);
  const added = lines.map((line): [string, string] => {
    const colon = line.indexOf(': ');
    return [line.slice(0, colon), line.slice(colon + 2)];
  });
  return [...Object.entries(securityHeaders), ...added];
}

/** Gives an answer that Fastify sends the headers of its request, without replacing the handler's own. */
export function carryHeaders(context: RequestContext, reply: FastifyReply): void {
  for (const [name, value] of headersOf(context)) {
    if (listed.has(name)) reply.header(name, [reply.getHeader(name), value].filter(Boolean).join(', '));
    else if (!reply.hasHeader(name)) reply.header(name, value);
  }
}

declare module 'node:http' {
  interface IncomingMessage {
    /** Set once the pipeline has the request. */
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
