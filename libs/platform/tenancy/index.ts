export { currentTenant, inTenant, tenantInForce } from './current-tenant.js';
export { tenancyProblems } from './tenancy.errors.js';
export type { Tenant } from './tenant-directory.js';
export { TenantDirectory } from './tenant-directory.js';
