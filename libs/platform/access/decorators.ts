import { declareRoute, type RouteClass as RouteClassName } from '#platform/routes';
import { declarePermission } from './permissions.js';

/** Anyone may call this route. */
export const Public = () => declareRoute({ access: { kind: 'public' } });

/** Principals that hold this permission may call this route, as in `@Allow('platform.tenants.read')`. */
export const Allow = (permission: string) => {
  declarePermission(permission);
  return declareRoute({ access: { kind: 'allow', permission } });
};

/** What is refused first under overload; see `#platform/flags`. */
export const RouteClass = (routeClass: RouteClassName) => declareRoute({ routeClass });
