import type { RouteAccess } from '#platform/routes';
import type { Tenant } from '#platform/tenancy';
import type { Principal } from './principal.js';

/** On which terms the pipeline let a request through. */
interface Admission {
  readonly principal: Principal | undefined;
  readonly access: RouteAccess | undefined;
  readonly ofPath: Tenant | undefined;
}

/** Keyed by the raw request, which hooks, guards and handlers all hold, and gone with it. */
const granted = new WeakMap<object, Admission>();

interface AnyRequest {
  raw?: object;
}

/**
 * Notes that the pipeline let this request through: for this principal, or for anyone on a public route.
 *
 * @param access what the route asks for
 * @param ofPath the tenant that the path names, where it names one
 */
export function markAccess(
  request: AnyRequest,
  principal: Principal | null | undefined,
  access?: RouteAccess,
  ofPath?: Tenant,
): void {
  granted.set(request.raw ?? request, { principal: principal ?? undefined, access, ofPath });
}

/** Whether the pipeline let this request through. */
export function accessGranted(request: AnyRequest): boolean {
  return granted.has(request.raw ?? request);
}

/** On which terms it did; undefined where it did not. */
export function admissionOf(request: AnyRequest): Admission | undefined {
  return granted.get(request.raw ?? request);
}

/** Who makes this request; undefined on public routes. */
export function principalOf(request: AnyRequest): Principal | undefined {
  return admissionOf(request)?.principal;
}

/**
 * Who makes a request that passed the access check.
 *
 * @throws Error on a public route, where nobody is known
 */
export function principalIn(request: AnyRequest): Principal {
  const principal = principalOf(request);
  if (!principal) throw new Error('Nobody is known to make this request: its route is public.');
  return principal;
}
