/** Who makes a request, once a credential was verified. */
export interface Principal {
  kind: 'operator';
  id: string;
  name: string;
  /** As in `platform.tenants.write`; `*` grants all. */
  permissions: ReadonlySet<string>;
}

/** Whether a principal holds a permission. */
export function mayCall(principal: Principal, permission: string): boolean {
  return principal.permissions.has('*') || principal.permissions.has(permission);
}

/** Turns a credential into a principal; one a kind of credential. */
export abstract class CredentialVerifier {
  /** The principal of an `Authorization: Bearer` credential, undefined when it is not valid. */
  abstract verify(credential: string): Promise<Principal | undefined>;
}
