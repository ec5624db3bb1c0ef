import type { Principal } from './principal.js';

/** Keyed by the raw request, which hooks, guards and handlers all hold, and gone with it. */
const granted = new WeakMap<object, Principal | undefined>();

interface AnyRequest {
  raw?: object;
}

/** Notes that the pipeline let this request through: for this principal, or for anyone on a public route. */
export function markAccess(request: AnyRequest, principal: Principal | null | undefined): void {
  granted.set(request.raw ?? request, principal ?? undefined);
}

/** Whether the pipeline let this request through. */
export function accessGranted(request: AnyRequest): boolean {
  return granted.has(request.raw ?? request);
}

/** Who makes this request; undefined on public routes. */
export function principalOf(request: AnyRequest): Principal | undefined {
  return granted.get(request.raw ?? request);
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
