import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  AccessControl,
  type Granted,
  markAccess,
  type Principal,
  presentedCredentials,
  principalOf,
  requireOrigin,
  userOf,
} from '#platform/access';
import { AnsweredReads } from '#platform/cache';
import { Degradation } from '#platform/degradation';
import { Flags } from '#platform/flags';
import { localeOf } from '#platform/problems';
import { Metering } from '#platform/quotas';
import type { Priority } from '#platform/routes';
import { inRequest, Lifecycle, noteLoopWork, RequestTelemetry } from '#platform/telemetry';
import { ProductContexts, platformTenant, type Tenant, TenantDirectory, tenancyProblems } from '#platform/tenancy';
import { CachedAnswers, type Reader } from './answer-from-cache.js';
import { allowMembersOrigin, allowOrigin, answerPreflight, isPreflight } from './cors.js';
import { KnownUrls } from './known-urls.js';
import { AddressLimit } from './rate-limit/address-limit.js';
import { TenantLimit } from './rate-limit/tenant-limit.js';
import { Refusals } from './refusals/refusals.js';
import { addDegraded, addHeader, type MatchedRoute, type RequestContext } from './request-context.js';
import { RequestPlaces } from './request-places.js';
import { assertTarget } from './server/check-target.js';
import { answerServerOptions, asksServer } from './server/server-options.js';
import { assertDeclaredQuery } from './validation/declared-query.js';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The steps that every request passes before its handler, in order. Each step refuses by throwing a problem. */
@Injectable()
export class Pipeline implements OnApplicationBootstrap {
  constructor(
    private readonly telemetry: RequestTelemetry,
    private readonly lifecycle: Lifecycle,
    private readonly addresses: AddressLimit,
    private readonly directory: TenantDirectory,
    private readonly products: ProductContexts,
    private readonly tenants: TenantLimit,
    private readonly metering: Metering,
    private readonly access: AccessControl,
    private readonly flags: Flags,
    private readonly degradation: Degradation,
    private readonly cached: CachedAnswers,
    readonly refusals: Refusals,
    private readonly places: RequestPlaces,
    private readonly reads: AnsweredReads,
    readonly urls: KnownUrls,
  ) {}

  /** Before the process listens, because the first request must already be checked against the revocations. */
  onApplicationBootstrap(): Promise<void> {
    return this.access.followRevocations();
  }

  begin(raw: IncomingMessage, response: ServerResponse, id: string, route: MatchedRoute): RequestContext {
    const context: RequestContext = {
      raw,
      response,
      id,
      url: raw.url ?? '/',
      route,
      startedAt: performance.now(),
      trace: this.telemetry.start(id, raw.headers.traceparent),
      locale: localeOf(raw.headers['accept-language']),
      head: `x-request-id: ${id}\r\n`,
      tenant: undefined,
      cache: undefined,
      place: undefined,
      bytes: undefined,
      refusal: undefined,
      refused: undefined,
      // Node parses nothing behind a request that asks to upgrade, so its connection ends as well.
      draining: this.lifecycle.state === 'draining' || raw.headers.upgrade !== undefined,
      bypassesRouter: false,
      asText: false,
      showsEnd: false,
    };
    noteLoopWork('', context.startedAt);
    if (context.draining) addHeader(context, 'connection', 'close');
    if (this.degradation.header) addDegraded(context, this.degradation.header);
    raw.palier = context;
    return context;
  }

  /** Adds to an answer that Fastify sends what is known only once it is made. */
  complete(context: RequestContext, reply: FastifyReply): void {
    context.place?.answered(reply.statusCode);
    this.cached.cdn.letKeepMade(context, reply);
    const { method = '' } = context.raw;
    const reads = SAFE.has(method);
    const principal = reads && !context.showsEnd ? undefined : principalOf(context);
    if (principal && reads) this.cached.showed(context, principal, reply);
    else if (principal) this.cached.wrote(context, principal, reply);
    // The request began before the process was draining: the connection closes with its answer.
    if (context.draining || this.lifecycle.state !== 'draining') return;
    context.draining = true;
    addHeader(context, 'connection', 'close');
  }

  /** Whether the answer was sent: from memory, to a preflight, or to `OPTIONS *`. A promise only where a step must wait. */
  pass(context: RequestContext): boolean | Promise<boolean> {
    const limited = this.addresses.admit(context);
    if (limited) return this.refusals.send(limited, context);
    if (!context.bypassesRouter) assertTarget(context.raw);
    if (isPreflight(context.raw)) return answerPreflight(this.directory, context);
    if (asksServer(context.raw)) return answerServerOptions(context);
    const { access, context: ofContext } = context.route.declaration ?? {};
    const priority = priorityOf(context.route);
    if (!access || !priority) return false;
    const overloaded = this.degradation.refusal(priority);
    if (overloaded) return this.refusals.send(overloaded, context);
    this.resolveTenant(context);
    if (access.kind === 'public') return this.applyPolicies(context, priority, undefined);
    allowMembersOrigin(this.directory, context);
    context.trace.priority = priority;
    // A look-up of a key takes a connection to the database by the priority of the request.
    const granted = inRequest(context.trace, () =>
      this.access.authorise(access, credentialsOf(context), context.tenant, ofContext),
    );
    return granted instanceof Promise
      ? granted.then((late) => this.continueAs(context, priority, late))
      : this.continueAs(context, priority, granted);
  }

  private continueAs(context: RequestContext, priority: Priority, { principal, tenant, stale }: Granted) {
    // No shared cache may store what is answered to one caller; the caller's own cache must revalidate it.
    addHeader(context, 'cache-control', 'private, no-cache');
    if (stale) addDegraded(context, 'revocations=stale');
    requireOrigin(principal, context.raw.headers.origin, tenant);
    if (!context.tenant) this.enter(context, tenant);
    return this.applyPolicies(context, priority, principal);
  }

  /** The steps after access. None is asynchronous without need: a turn of the microtask queue costs a cache hit 2 %. */
  private applyPolicies(context: RequestContext, priority: Priority, principal: Principal | undefined) {
    const { declaration, params } = context.route;
    const { access, flag, cache } = declaration ?? {};
    if (flag) this.flags.require(flag, flagTarget(context.tenant, principal));
    // The query of a known URL was checked when it was answered before.
    if (!context.bypassesRouter) assertDeclaredQuery(context.route);
    const reads = isRead(context);
    const answered = cache && reads ? this.cached.answer(cache, context, this.readerOf(context, principal)) : false;
    const ofPath = params.tenant === undefined ? undefined : context.tenant;
    if (answered === true) return true;
    markAccess({ raw: context.raw }, principal, access, ofPath);
    if (!reads) return this.places.refuseHopeless(context, priority);
    if (answered === false) return this.places.enter(context, priority);
    return answered.then((sent) => sent || this.places.enter(context, priority));
  }

  /**
   * The step of requests that may have a body, once it was received: one that comes slowly holds no place.
   *
   * @returns whether it was refused; a promise where it must wait
   */
  received(context: RequestContext): boolean | Promise<boolean> {
    const { access } = context.route.declaration ?? {};
    const priority = priorityOf(context.route);
    return access && priority && !isRead(context) ? this.places.enter(context, priority) : false;
  }

  /**
   * Which commits the reads of a request must see that a replica may answer; undefined where the primary must: for writes, for
   * what fills the cache and would keep an old row as if it were new, and for members' routes that check strictly. All routes
   * of operators do.
   */
  readsOf(context: RequestContext): { after: number } | undefined {
    const { access, cache } = context.route.declaration ?? {};
    if (!access || cache || !isRead(context)) return undefined;
    const strict = access.kind === 'allow' && access.revocation === 'strict';
    return strict && context.trace.actor?.kind !== 'operator' ? undefined : this.cached.readsOf(context);
  }

  private readerOf(context: RequestContext, principal: Principal | undefined): Reader | undefined {
    const { declaration, params } = context.route;
    const { access } = declaration ?? {};
    if (!principal || access?.kind !== 'allow') return undefined;
    const ofPath = params.tenant === undefined ? undefined : context.tenant;
    const admitAgain = async () => {
      const { tenant } = await this.access.authorise(access, credentialsOf(context), ofPath);
      refuseSuspended((params.tenant === undefined ? undefined : this.directory.bySlug(tenant.slug)) ?? tenant);
    };
    return { principal, admitAgain };
  }

  /**
   * Ends the metering and the trace of a request. Called once.
   *
   * @param aborted whether the connection was lost before the answer was sent
   */
  leave(context: RequestContext, aborted = false): void {
    const { raw, response, route, url, startedAt, trace, tenant, cache, place, bytes, refused } = context;
    // Its handler goes on: to leave and to come again must not have more of them run at once.
    if (aborted && place) this.places.endWithHandler(place);
    else place?.leave();
    const ms = performance.now() - startedAt;
    // What Node would have sent by default is no status; 499 is how nginx tells that the client did not wait.
    const status = aborted && !response.headersSent ? 499 : response.statusCode;
    if (tenant && tenant !== platformTenant) this.metering.answered(tenant.id, status, bytes ?? 0);
    if (tenant && (status === 200 || status === 304)) this.reads.tell(raw, route, tenant.id);
    const finished = {
      method: raw.method ?? '',
      route: route.template,
      product: tenant?.product,
      url,
      status,
      ms,
      cache,
      bytes,
      aborted,
    };
    if (refused) this.telemetry.refused(trace, finished, refused.code);
    else this.telemetry.finish(trace, finished);
  }

  /** @throws Problem `tenant_not_found` (404), and what `enter` and `ProductContexts.require` throw */
  private resolveTenant(context: RequestContext): void {
    const { params, declaration } = context.route;
    const slug = params.tenant;
    if (slug === undefined) return;
    const alsoForOperators = declaration?.alsoForOperators && slug === platformTenant.slug;
    const tenant = alsoForOperators ? platformTenant : this.directory.bySlug(slug);
    if (!tenant) throw tenancyProblems.tenant_not_found({ slug });
    allowOrigin(tenant, context);
    this.enter(context, tenant);
    // A known URL was answered before, and the product of a tenant never changes.
    if (declaration?.context !== undefined && !context.bypassesRouter)
      this.products.require(tenant, declaration.context);
  }

  /** @throws Problem `tenant_suspended` (403), `rate_quota_exceeded` (429) */
  private enter(context: RequestContext, tenant: Tenant): void {
    refuseSuspended(tenant);
    context.tenant = tenant;
    context.trace.tenantId = tenant.id;
    this.tenants.admit(tenant, context.startedAt);
  }
}

function priorityOf({ declaration, query }: MatchedRoute): Priority | undefined {
  // Without a list of entries, since every answer from memory passes here.
  for (const parameter in declaration?.priorityWith)
    if (query[parameter] !== undefined) return declaration.priorityWith[parameter];
  return declaration?.priority;
}

/** For whom the flag of a route must be on. */
function flagTarget(tenant: Tenant | undefined, principal: Principal | undefined) {
  return { tenantId: tenant?.id, plan: tenant?.plan, userId: principal && userOf(principal) };
}

function isRead({ raw: { method } }: RequestContext): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** @throws Problem `credential_in_url` (400) */
function credentialsOf({ raw, route: { declaration, query } }: RequestContext): string[] {
  return presentedCredentials(raw.rawHeaders, declaration, query);
}

/** @throws Problem `tenant_suspended` (403) */
function refuseSuspended({ state, slug }: Tenant): void {
  if (state === 'suspended') throw tenancyProblems.tenant_suspended({ slug });
}
