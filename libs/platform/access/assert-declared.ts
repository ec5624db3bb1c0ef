import { type RouteDeclaration, undeclared } from '#platform/routes';

/** One route as the compiled table knows it. */
export interface DeclaredRoute {
  method: string;
  /** The template, as in `/v1/platform/tenants/:slug`. */
  url: string;
  declaration: RouteDeclaration | undefined;
}

/**
 * Refuses the start while a route does not say who may call it.
 *
 * @throws Error that lists every such route and what it lacks
 */
export function assertDeclared(routes: readonly DeclaredRoute[]): void {
  const faults = routes
    .map((route) => ({ route, missing: undeclared(route.declaration) }))
    .filter(({ missing }) => missing.length > 0)
    .map(({ route, missing }) => `  ${route.method} ${route.url} lacks ${missing.join(' and ')}`);
  if (faults.length > 0) throw new Error(`Some routes do not declare themselves:\n${faults.join('\n')}`);
}
