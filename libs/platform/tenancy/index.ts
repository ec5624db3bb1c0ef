export { currentTenant, inTenant, tenantIdInForce, tenantInForce, tenantOfMembers } from './current-tenant.js';
export { isPlanName, type PlanName, planNames } from './plans.js';
export { ProductContexts } from './product-contexts.js';
export { tenancyProblems } from './tenancy.errors.js';
export type { Tenant, TenantLimits } from './tenant-directory.js';
export { PLATFORM_TENANT_ID, platformTenant, TenantDirectory, tenantNamed, timeZoneOf } from './tenant-directory.js';
