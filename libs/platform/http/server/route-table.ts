import type { RouteOptions } from 'fastify';
import type { RouteDeclaration } from '#platform/routes';

/** One method of one path that the server answers. */
export interface ServedRoute {
  readonly method: string;
  /** Fastify's template, as in `/v1/stores/:tenant/apps`. */
  readonly url: string;
  readonly declaration: RouteDeclaration | undefined;
}

/** Every route of the server, collected while Nest registers them. */
export class RouteTable {
  private readonly routes: (ServedRoute & { readonly pattern: RegExp })[] = [];

  add(route: RouteOptions): void {
    const declaration = route.config?.palier;
    for (const method of [route.method].flat()) {
      this.routes.push({ method: method.toUpperCase(), url: route.url, declaration, pattern: patternOf(route.url) });
    }
  }

  get all(): readonly ServedRoute[] {
    return this.routes;
  }

  /** The route that answers a method at a path. */
  find(method: string, path: string): ServedRoute | undefined {
    return this.routes.find((route) => route.method === method && route.pattern.test(path));
  }

  /** The methods that a path answers, sorted; empty where there is no such path. */
  methodsOf(path: string): string[] {
    const methods = this.routes.filter((route) => route.pattern.test(path)).map((route) => route.method);
    return [...new Set(methods)].sort();
  }
}

/** Fastify's router does not say which other methods a path answers. Only 404s and preflights pay for this scan. */
function patternOf(url: string): RegExp {
  const source = url
    .split('/')
    .map((segment) => {
      if (segment === '*') return '.*';
      return segment.startsWith(':') ? '[^/]+' : segment.replace(/[^\w-]/g, '\\$&');
    })
    .join('/');
  return new RegExp(`^${source}$`);
}

declare module 'fastify' {
  interface FastifyInstance {
    routeTable: RouteTable;
  }
}
