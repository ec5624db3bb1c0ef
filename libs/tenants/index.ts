export type { Metered } from './metering/metering-report.js';
export { currentMonth, MeteringReport, monthFormat } from './metering/metering-report.js';
export type { CapacityQuotas, Plan, PlanLimits, Product, RateQuotas } from './products/product.js';
export { contextsOfAll, productOf, products } from './products/products.js';
export type { Purge, PurgeReceipt } from './purges/purges.dto.js';
export { Purges } from './purges/purges.service.js';
export type { Branding, SettingsChoice, TenantSettings } from './settings/tenant-settings.js';
export { TENANT_TAG } from './settings/tenant-settings.js';
export { checkImportedTenant } from './tenants/imported-tenant.js';
export { checkTenant } from './tenants/tenant-rules.js';
export type {
  DemonstrationTenant,
  NewTenant,
  TenantChanges,
  TenantDetails,
  TenantQuery,
  TenantSort,
  TenantState,
} from './tenants/tenants.js';
export { Tenants, tenantStates } from './tenants/tenants.js';
export { recountCapacity } from './usage/recount-capacity.js';
export type { Drift, QuotaUse } from './usage/usage.js';
export { Usage } from './usage/usage.js';
