export { AccessModule } from './access.module.js';
export { AccessControl, type AdmittedRequest, type Granted } from './access-control.js';
export { GivenByKeys } from './access-given-by-keys.js';
export { issuerOf } from './access-token/access-token.js';
export { TokenKeys } from './access-token/access-token-verifier.js';
export { drawApiKey, hashSecret, type ListedKey, secretMatches } from './api-key.js';
export { ApiKeys } from './api-keys.js';
export { assertDeclared } from './assert-declared.js';
export { presentedCredentials } from './bearer.js';
export { Caller, type Person, personIn, personOf } from './caller.js';
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
export { Revocations, type TokenSubject } from './revocations.js';
export { atLeast, isRole, type Role, roles } from './role.js';
export { type AccessState, StreamAccess } from './stream-access.js';
