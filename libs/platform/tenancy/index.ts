export { currentTenant, inTenant, tenantIdInForce, tenantInForce, tenantOfMembers } from './current-tenant.js';
export { ProductContexts } from './product-contexts.js';
export { tenancyProblems } from './tenancy.errors.js';
export type { PlanName, Tenant } from './tenant-directory.js';
export {
  isPlanName,
  PLATFORM_TENANT_ID,
  planNames,
  platformTenant,
  TenantDirectory,
  tenantNamed,
  timeZoneOf,
} from './tenant-directory.js';
