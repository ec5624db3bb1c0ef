export type { CapacityQuota } from './capacity-quota.js';
export { declareCapacityQuota, declaredCapacityQuotas } from './capacity-quota.js';
export { Metering } from './metering.js';
export { capacityExceeded, quotasProblems, rateQuotaExceeded } from './quotas.errors.js';
export type { DailyRateQuota } from './quotas.js';
export { Quotas } from './quotas.js';
