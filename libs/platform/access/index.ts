export { AccessModule } from './access.module.js';
export type { AdmittedRequest, Granted } from './access-control.js';
export { AccessControl } from './access-control.js';
export { GivenByKeys } from './access-given-by-keys.js';
export { issuerOf } from './access-token/access-token.js';
export { TokenKeys } from './access-token/access-token-verifier.js';
export type { ListedKey } from './api-key.js';
export { drawApiKey, hashSecret, secretMatches } from './api-key.js';
export { ApiKeys } from './api-keys.js';
export { assertDeclared } from './assert-declared.js';
export { presentedCredentials } from './bearer.js';
export type { Person } from './caller.js';
export { Caller, personIn, personOf } from './caller.js';
export { MemberKeys, Principals } from './credentials.js';
export { Allow, AlsoForOperators, KeyInQuery, Priority, PriorityWith, Public } from './decorators.js';
export { KeyChanges } from './key-changes.js';
export {
  declaredPermissions,
  declarePermission,
  declarePersonalScope,
  permissionsOf,
  personalScopes,
} from './permission-registry.js';
export type { Principal } from './principal.js';
export { actsFor, CredentialVerifier, mayCall, requireOrigin, requirePermission, userOf } from './principal.js';
export { markAccess, principalOf } from './request-admission.js';
export type { TokenSubject } from './revocations.js';
export { Revocations } from './revocations.js';
export type { Role } from './role.js';
export { atLeast, isRole, roles } from './role.js';
export { type AccessState, StreamAccess } from './stream-access.js';
