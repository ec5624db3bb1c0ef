export type { Flows, Plan, PlanLimits, PlanName, Product, Stocks } from './products/product.js';
export type {
  NewTenant,
  TenantChanges,
  TenantDetails,
  TenantList,
  TenantQuery,
  TenantSort,
} from './tenants/tenants.js';
export { Tenants } from './tenants/tenants.js';
