import type { KeyLookup } from '#platform/routes';
import type { Tenant } from '#platform/tenancy';
import { accessProblems } from './access.errors.js';
import type { TokenSubject } from './revocations.js';
import type { Role } from './role.js';

/** The verified caller of a request. */
export interface Principal {
  /** `operator`: an operator's key or a user of the tenant `platform`; `member`: a tenant's member; `key`: a member's key. */
  readonly kind: 'operator' | 'member' | 'key';
  /** The id of the key, or of the user. */
  readonly id: string;
  /** Of the user, also behind a personal key, or of another key. */
  readonly name: string;
  /** As in `platform.tenants.write`; `*` grants all. */
  readonly permissions: ReadonlySet<string>;
  /** The tenant of the user or key; undefined for operators' keys, which act for the deployment. */
  readonly tenantId?: string;
  /** The user as whom a personal key acts; undefined for other keys, and for a user who is signed in: `id` is theirs. */
  readonly userId?: string;
  /** When the key expires, where it does; a token says that itself. */
  readonly expiresAt?: Date;
  /** Whether everyone can read the credential, as that of a page: it is taken from the tenant's own origins alone. */
  readonly publishable?: true;
  /** The session of a user who is signed in; keys have none. */
  readonly session?: { readonly id: string; readonly role: Role };
  /** What a revocation can cover of the access token that was sent; keys are looked up instead. */
  readonly token?: TokenSubject;
}

/** The id of whose rows a principal reads and writes: of the user, also behind a personal key, else of the key. */
export function actsFor({ userId, id }: Principal): string {
  return userId ?? id;
}

/** The id of the user who is signed in, or as whom a personal key acts; other keys are no user. */
export function userOf({ userId, session, id }: Principal): string | undefined {
  return userId ?? (session && id);
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

/** Characters of an origin that a refusal repeats, at most. */
const longestOrigin = 200;

/**
 * Refuses a publishable key that a page sends which is not the tenant's. What sends no Origin is no page: apps and servers may
 * send the key, which is no secret, from anywhere.
 *
 * @param origin the header, as in `https://shop.example`
 * @throws Problem `origin_not_allowed` (403), which says how the origin is allowed
 */
export function requireOrigin({ publishable }: Principal, origin: string | undefined, { slug, origins }: Tenant): void {
  if (!publishable || origin === undefined || origins.includes(origin)) return;
  throw accessProblems.origin_not_allowed({ origin: origin.slice(0, longestOrigin), slug });
}

/** Turns a credential into a principal. */
export abstract class CredentialVerifier {
  /**
   * The principal of an `Authorization: Bearer` credential, undefined when it is not valid.
   * Synchronous where no look-up is needed: a promise more would slow down each request.
   *
   * @param keys how members' API keys are looked up; by default they are read
   */
  abstract verify(credential: string, keys?: KeyLookup): Principal | undefined | Promise<Principal | undefined>;
}
