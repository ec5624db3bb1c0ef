export type { Breaker, BreakerOptions } from './breaker.js';
export { breaker } from './breaker.js';
export type { BreakerName, BreakerState } from './breakers.js';
export { breakers } from './breakers.js';
export { Latest } from './latest.js';
export type { CountedDay } from './memory-counts.js';
export { MemoryCounts } from './memory-counts.js';
export { RepeatedFlush } from './repeated-flush.js';
