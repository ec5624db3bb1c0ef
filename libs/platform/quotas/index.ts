export type { CapacityQuota } from './capacity-quota.js';
export { declareCapacityQuota, declaredCapacityQuotas } from './capacity-quota.js';
export { inWords } from './quota-names.js';
export { capacityExceeded, quotasProblems, rateQuotaExceeded } from './quotas.errors.js';
export type { DailyRateQuota } from './quotas.js';
export { Metering, Quotas } from './quotas.js';
