import { declareRoute, type KeyLookup, type RevocationCheck, type Priority as RoutePriority } from '#platform/routes';
import { declarePermission } from './permission-registry.js';
import type { Role } from './role.js';

/** Anyone may call this route. */
export const Public = () => declareRoute({ access: { kind: 'public' } });

/** Who holds a permission, and how a route that requires it checks for revoked credentials. */
interface Terms {
  /** The least role that holds it; operators' permissions have none. */
  readonly least?: Role;
  /** By default `strict` on operators' routes and `fast` elsewhere. */
  readonly revocation?: RevocationCheck;
  /** By default `read`. Choose `remembered` where many requests by one key must cost no statement each. */
  readonly keys?: KeyLookup;
}

/**
 * Principals that hold this permission may call this route, as in `@Allow('apps.publish', { least: 'editor' })`
 * or, for operators, `@Allow('platform.tenants.read')`.
 */
export const Allow = (permission: string, { least, revocation, keys }: Terms = {}) => {
  declarePermission(permission, least);
  const check = revocation ?? (least ? 'fast' : 'strict');
  return declareRoute({ access: { kind: 'allow', permission, revocation: check, ...(keys && { keys }) } });
};

/** The `{tenant}` of this route's path may be `platform`, the operators' tenant. */
export const AlsoForOperators = () => declareRoute({ alsoForOperators: true });

/**
 * A publishable key may come in the query of this route, as `?key=palier_pk_…`, from what can send no header, such as
 * `navigator.sendBeacon`. The tenant's own pages alone may send it.
 */
export const KeyInQuery = () => declareRoute({ keyInQuery: true });

/** The priority of a route decides from which degradation level on it is refused; see `#platform/degradation`. */
export const Priority = (priority: RoutePriority) => declareRoute({ priority });

/** Requests with this query parameter, which makes them costly, have a lower priority than the others of the route. */
export const PriorityWith = (parameter: string, priority: RoutePriority): MethodDecorator =>
  declareRoute({ priorityWith: { [parameter]: priority } });
