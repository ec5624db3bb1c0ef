import { accessProblems } from './access.errors.js';
import type { TokenSubject } from './revocations.js';
import type { Role } from './role.js';

/** Who makes a request, once a credential was verified. */
export interface Principal {
  /** An operator's key or a user of the reserved tenant; a member of a tenant; a key that a member made. */
  readonly kind: 'operator' | 'member' | 'key';
  /** Of the key, or of the user. */
  readonly id: string;
  readonly name: string;
  /** As in `platform.tenants.write`; `*` grants all. */
  readonly permissions: ReadonlySet<string>;
  /** Whose it is; undefined for operators' keys, which act for the deployment. */
  readonly tenantId?: string;
  /** Of a user who is signed in; keys have none. */
  readonly session?: { readonly id: string; readonly role: Role };
  /** What a revocation can strike of the access token that was sent; keys are asked for each time instead. */
  readonly token?: TokenSubject;
}

/** Whether a principal holds a permission. */
export function mayCall(principal: Principal, permission: string): boolean {
  return principal.permissions.has('*') || principal.permissions.has(permission);
}

/**
 * Refuses a principal that lacks a permission.
 *
 * @throws Problem `forbidden` (403), which names the permission
 */
export function requirePermission(principal: Principal, permission: string): void {
  if (!mayCall(principal, permission)) throw accessProblems.forbidden({ permission });
}

/** Turns a credential into a principal. */
export abstract class CredentialVerifier {
  /**
   * The principal of an `Authorization: Bearer` credential, undefined when it is not valid.
   * Synchronous where nobody has to be asked: a promise more is paid by each request.
   */
  abstract verify(credential: string): Principal | undefined | Promise<Principal | undefined>;
}
