import { type RouteDeclaration, undeclared } from '#platform/routes';

/** One route of the server. */
export interface DeclaredRoute {
  method: string;
  /** The template, as in `/v1/platform/tenants/:slug`. */
  url: string;
  declaration: RouteDeclaration | undefined;
}

/**
 * Refuses to start while a route does not declare its access and priority.
 *
 * @throws Error that lists every such route with the missing declarations
 */
export function assertDeclared(routes: readonly DeclaredRoute[]): void {
  const faults = routes
    .map((route) => ({ route, missing: undeclared(route.declaration) }))
    .filter(({ missing }) => missing.length > 0)
    .map(({ route, missing }) => `  ${route.method} ${route.url} lacks ${missing.join(' and ')}`);
  if (faults.length > 0) throw new Error(`Some routes lack declarations:\n${faults.join('\n')}`);
}
