import type { Problem } from '#platform/problems';
import { httpProblems } from '../http.errors.js';
import type { RouteTable } from '../server/route-table.js';

/** The refusal of a request that no route takes: `method_not_allowed` (405) where its path answers other methods, else `route_not_found` (404). */
export function nothingAt(target: string, routes: RouteTable): Problem {
  const methods = routes.methodsOf(target);
  if (methods.length === 0) return httpProblems.route_not_found();
  const allowed = methods.join(', ');
  return httpProblems.method_not_allowed({ allowed }, { headers: { allow: allowed } });
}
