import type { IncomingMessage } from 'node:http';
import { declareRoute } from '#platform/routes';
import type { Tenant, TenantDirectory } from '#platform/tenancy';
import { addHeader, headersOf, type RequestContext } from './request-context.js';

const EXPOSED =
  'Accept-Ranges, Cache-Status, Content-Digest, Content-Disposition, Content-Range, ETag, Idempotency-Replayed, Link, Location, Palier-Wrote, RateLimit, RateLimit-Policy, Repr-Digest, Retry-After, WWW-Authenticate, X-Degraded, X-Request-Id';
const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const HEADERS =
  'Authorization, Content-Digest, Content-Encoding, Content-Type, Idempotency-Key, If-Match, If-None-Match, If-Range, Last-Event-ID, Palier-Wrote, Range, Repr-Digest, X-Palier-Client, X-Request-Id';
/** How long a browser may remember the permission, in seconds. */
const MAX_AGE = '600';

/** Lets the pages of a tenant's own origins read its answers (Fetch standard §3.2). */
export function allowOrigin(tenant: Tenant, context: RequestContext): void {
  allow(context, (origin) => tenant.origins.includes(origin));
}

/**
 * Lets the pages of every tenant's origins read the answers of members' routes, including a 401,
 * where the tenant is not known yet. This is safe because no browser adds the token by itself.
 */
export function allowMembersOrigin(directory: TenantDirectory, context: RequestContext): void {
  if (isMembers(context)) allow(context, (origin) => directory.knowsOrigin(origin));
}

function allow(context: RequestContext, knows: (origin: string) => boolean): void {
  const { origin } = context.raw.headers;
  if (origin === undefined) return;
  // Cached answers carry their own Vary.
  if (!context.route.declaration?.cache) addHeader(context, 'vary', 'Origin');
  if (!knows(origin)) return;
  addHeader(context, 'access-control-allow-origin', origin);
  addHeader(context, 'access-control-expose-headers', EXPOSED);
  allowCookies(context);
}

/** Whether a request is a CORS preflight. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

/**
 * Answers a preflight: with permission where the path's tenant lists the origin, or, on members'
 * routes, where any tenant does; else without, so that the browser refuses. Public paths are
 * `/v1/<noun>/{tenant}/…`; paths under `/v1/platform` are operators' and get no permission.
 */
export function answerPreflight(directory: TenantDirectory, context: RequestContext): true {
  const [, , noun, slug = ''] = context.url.split(/[/?]/, 4);
  const tenant = noun === 'platform' ? undefined : directory.bySlug(slug);
  const { origin } = context.raw.headers;
  addHeader(context, 'vary', 'Origin');
  const known = (each: string) => (isMembers(context) ? directory.knowsOrigin(each) : tenant?.origins.includes(each));
  if (origin !== undefined && known(origin)) {
    addHeader(context, 'access-control-allow-origin', origin);
    addHeader(context, 'access-control-allow-methods', METHODS);
    addHeader(context, 'access-control-allow-headers', HEADERS);
    addHeader(context, 'access-control-max-age', MAX_AGE);
    allowCookies(context);
  }
  context.response.writeHead(204, headersOf(context).flat()).end();
  return true;
}

/** Whether the route takes its tenant from the token, which a preflight does not carry. */
function isMembers({ route: { declaration, template } }: RequestContext): boolean {
  const access = declaration?.access;
  return access?.kind === 'allow' && !access.permission.startsWith('platform.') && !template?.includes('/:tenant');
}

function allowCookies(context: RequestContext): void {
  if (context.route.declaration?.cookies) addHeader(context, 'access-control-allow-credentials', 'true');
}

/** Lets the pages of the tenant's origins call this route with cookies; no other route accepts cookies. */
export const WithCookies = () => declareRoute({ cookies: true });
