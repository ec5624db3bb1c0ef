export { type CapacityQuota, declareCapacityQuota, declaredCapacityQuotas } from './capacity-quota.js';
export { inWords } from './quota-names.js';
export { capacityExceeded, quotasProblems, rateQuotaExceeded } from './quotas.errors.js';
export { type DailyRateQuota, Metering, Quotas } from './quotas.js';
