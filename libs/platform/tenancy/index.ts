export { currentTenant, inTenant, tenantIdInForce, tenantInForce } from './current-tenant.js';
export { tenancyProblems } from './tenancy.errors.js';
export type { Tenant, TenantLimits } from './tenant-directory.js';
export { houseTenant, PLATFORM_TENANT_ID, TenantDirectory } from './tenant-directory.js';
