export { Idempotent } from './idempotent.js';
