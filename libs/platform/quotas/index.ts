export { Metering } from './metering.js';
export { quotasProblems, rateQuotaExceeded } from './quotas.errors.js';
export type { DailyFlow } from './quotas.js';
export { Quotas } from './quotas.js';
export type { Stock } from './stock.js';
export { declaredStocks, declareStock } from './stock.js';
