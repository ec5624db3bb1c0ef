import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Degradation } from '#platform/degradation';
import type { Problem } from '#platform/problems';
import { TenantDirectory } from '#platform/tenancy';
import { allowMembersOrigin, allowOrigin } from '../cors.js';
import { httpProblems } from '../http.errors.js';
import { AddressLimit } from '../rate-limit/address-limit.js';
import type { MatchedRoute, RequestContext } from '../request-context.js';
import type { RouteTable } from '../server/route-table.js';
import { sendRefusal } from './send-refusal.js';

/** A target that needs no decoding to be looked up; the others are left to the router, which also says what is wrong with them. */
const plain = /^[\w\-./~]{1,512}(\?|$)/;

const routeNotFound = httpProblems.route_not_found();
const noRoute: MatchedRoute = { template: undefined, declaration: undefined, params: {}, query: {} };

/**
 * The refusals that need no more to be known of a request than its address and its route: `rate_limited`, `overloaded`, and
 * the 404 of a path without a route. They cost no more than a cached answer, so that what is refused does not add to an overload.
 */
@Injectable()
export class Refusals {
  constructor(
    private readonly addresses: AddressLimit,
    private readonly degradation: Degradation,
    private readonly directory: TenantDirectory,
  ) {}

  /**
   * The route of a request that is probably refused, so that Fastify's router can be left out. Every request that the cache
   * does not know pays for this look.
   */
  routeOf(raw: IncomingMessage, routes: RouteTable): MatchedRoute | undefined {
    const { method = '', url = '' } = raw;
    if (method === 'OPTIONS' || !plain.test(url)) return undefined;
    const found = routes.match(method, url);
    if (!found) return routes.methodsOf(url).length > 0 ? undefined : noRoute;
    const { url: template, declaration } = found.route;
    const priority = declaration?.priority;
    if (!priority) return undefined;
    if (!this.degradation.refuses(priority) && !this.addresses.isUsedUp(raw, performance.now())) return undefined;
    return { template, declaration, params: found.params, query: {} };
  }

  /**
   * Counts a request whose route `routeOf` found, and answers it.
   *
   * @returns false where it is not refused after all: its address may send again since a moment
   */
  refuse(context: RequestContext): boolean {
    const { template, declaration } = context.route;
    const overloaded = declaration?.priority && this.degradation.refusal(declaration.priority);
    const refusal = this.addresses.admit(context) ?? (template === undefined ? routeNotFound : overloaded);
    return refusal ? this.send(refusal, context) : false;
  }

  /** Answers from the hook. Pages of the tenant may read the answer, which says when to try again. */
  send(refusal: Problem, context: RequestContext): true {
    if (context.raw.headers.origin !== undefined) {
      const tenant = this.directory.bySlug(context.route.params.tenant ?? '');
      if (tenant) allowOrigin(tenant, context);
      else allowMembersOrigin(this.directory, context);
    }
    return sendRefusal(refusal, context);
  }
}
