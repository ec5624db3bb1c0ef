export { CacheModule } from './cache.module.js';
export { CacheInvalidation } from './cache-invalidation.js';
export type { CachedAnswer } from './cached-answer.js';
export { acceptedEncoding } from './content-encoding.js';
export { CachedResponse } from './decorators.js';
export type { Fill } from './fill.js';
export { notModified } from './not-modified.js';
export { assignFill } from './request-fill.js';
export { ResponseCache } from './response-cache.js';
