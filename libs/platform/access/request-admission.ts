import type { RouteAccess } from '#platform/routes';
import type { Tenant } from '#platform/tenancy';
import type { Principal } from './principal.js';

/** The admission of a request by the pipeline: its principal, and the access of its route. */
export interface Admission {
  readonly principal: Principal | undefined;
  readonly access: RouteAccess | undefined;
  readonly ofPath: Tenant | undefined;
}

/** On the raw request, which hooks, guards and handlers share. */
const ADMISSION = Symbol('admission');

interface RawRequest {
  [ADMISSION]?: Admission;
}

interface AnyRequest {
  raw?: object;
}

const rawOf = (request: AnyRequest): RawRequest => request.raw ?? request;

/**
 * Marks a request as admitted by the pipeline.
 *
 * @param principal null or undefined on a public route
 * @param access the access that the route declares
 * @param ofPath the tenant that the path names, where it names one
 */
export function markAccess(
  request: AnyRequest,
  principal: Principal | null | undefined,
  access?: RouteAccess,
  ofPath?: Tenant,
): void {
  rawOf(request)[ADMISSION] = { principal: principal ?? undefined, access, ofPath };
}

/** Whether the pipeline admitted this request. */
export function accessGranted(request: AnyRequest): boolean {
  return admissionOf(request) !== undefined;
}

/** The admission of a request, undefined where the pipeline did not admit it. */
export function admissionOf(request: AnyRequest): Admission | undefined {
  return rawOf(request)[ADMISSION];
}

/** The principal of a request; undefined on public routes. */
export function principalOf(request: AnyRequest): Principal | undefined {
  return admissionOf(request)?.principal;
}

/**
 * The principal of a request that passed the access check.
 *
 * @throws Error on a public route, which has no principal
 */
export function principalIn(request: AnyRequest): Principal {
  const principal = principalOf(request);
  if (!principal) throw new Error('The request has no principal: its route is public.');
  return principal;
}
