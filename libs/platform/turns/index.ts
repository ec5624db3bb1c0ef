export { Turns } from './turns.js';
export type { Taker } from './waiters.js';
