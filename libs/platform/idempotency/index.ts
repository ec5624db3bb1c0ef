export { IdempotencyInterceptor } from './idempotency.interceptor.js';
export { IdempotencyWorkerModule } from './idempotency-worker.module.js';
export { Idempotent } from './idempotent.js';
