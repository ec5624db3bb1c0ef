import type { RouteOptions } from 'fastify';
import router, { type HTTPMethod } from 'find-my-way';
import type { RouteDeclaration } from '#platform/routes';
import { maxParameterLength } from './check-target.js';

/** One method of one path that the server answers. */
export interface ServedRoute {
  readonly method: string;
  /** Fastify's template, as in `/v1/stores/:tenant/apps`. */
  readonly url: string;
  readonly declaration: RouteDeclaration | undefined;
}

/** A route, and what the path has in place of its parameters. */
export interface FoundRoute {
  readonly route: ServedRoute;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * Every route of the server, collected while Nest registers them. It looks them up as Fastify does, whose own router is not
 * accessible: before Fastify has the request, by other methods, and for preflights.
 */
export class RouteTable {
  private readonly routes: ServedRoute[] = [];
  private readonly methods = new Set<string>();
  private readonly router = router({ maxParamLength: maxParameterLength });

  add(route: RouteOptions): void {
    const { url, config } = route;
    for (const each of [route.method].flat()) {
      const method = each.toUpperCase();
      const served = { method, url, declaration: config?.palier };
      this.routes.push(served);
      this.methods.add(method);
      if (!this.router.hasRoute(method as HTTPMethod, url)) this.router.on(method as HTTPMethod, url, () => {}, served);
    }
  }

  get all(): readonly ServedRoute[] {
    return this.routes;
  }

  /** @param target the path, with its query or without */
  match(method: string, target: string): FoundRoute | undefined {
    const found = target.startsWith('/') ? this.router.find(method as HTTPMethod, target) : undefined;
    return found ? { route: found.store, params: found.params as FoundRoute['params'] } : undefined;
  }

  /** The methods that a path answers, sorted; empty where there is no such path. */
  methodsOf(target: string): string[] {
    return [...this.methods].filter((method) => this.match(method, target)).sort();
  }
}

declare module 'fastify' {
  interface FastifyInstance {
    routeTable: RouteTable;
  }
}
