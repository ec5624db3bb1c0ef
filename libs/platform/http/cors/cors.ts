import type { IncomingMessage } from 'node:http';
import type { Tenant, TenantDirectory } from '#platform/tenancy';
import { addHeader, headersOf, type RequestContext } from '../request-context.js';

const EXPOSED =
  'Cache-Status, ETag, Idempotency-Replayed, Link, Location, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, X-Degraded, X-Request-Id';
const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const HEADERS = 'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Palier-Client, X-Request-Id';
/** How long a browser may remember the permission, in seconds. */
const MAX_AGE = '600';

/** Lets the pages of a tenant's own origins read its answers (Fetch standard §3.2). */
export function allowOrigin(tenant: Tenant, context: RequestContext): void {
  allow(context, (origin) => tenant.origins.includes(origin));
}

/**
 * Lets the pages of every tenant read what members' routes answer, a 401 before anyone is known
 * included. Without a token, which no browser adds by itself, there is nothing to read.
 */
export function allowMembersOrigin(directory: TenantDirectory, context: RequestContext): void {
  if (isMembers(context)) allow(context, (origin) => directory.knowsOrigin(origin));
}

function allow(context: RequestContext, knows: (origin: string) => boolean): void {
  const { origin } = context.raw.headers;
  if (origin === undefined) return;
  // Kept answers say so themselves.
  if (!context.route.declaration?.cache) addHeader(context, 'vary', 'Origin');
  if (!knows(origin)) return;
  addHeader(context, 'access-control-allow-origin', origin);
  addHeader(context, 'access-control-expose-headers', EXPOSED);
  allowCookies(context);
}

/** Whether a request is a browser asking what it may do. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

/**
 * Answers a preflight: with permission where the path's tenant knows the origin, or any tenant on
 * members' routes, else without, and the browser then refuses by itself. Public paths are `/v1/<noun>/{tenant}/…`; under
 * `/v1/platform` a slug may read like a noun, and no tenant's page has anything to do there.
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

/** Whether the tenant is that of the token, which a preflight does not show. */
function isMembers({ route: { declaration, template } }: RequestContext): boolean {
  const access = declaration?.access;
  return access?.kind === 'allow' && !access.permission.startsWith('platform.') && !template?.includes('/:tenant');
}

function allowCookies(context: RequestContext): void {
  if (context.route.declaration?.cookies) addHeader(context, 'access-control-allow-credentials', 'true');
}
