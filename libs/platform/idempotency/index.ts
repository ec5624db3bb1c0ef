export { IdempotencyWorkerModule } from './idempotency-worker.module.js';
export { Idempotent } from './idempotent.js';
