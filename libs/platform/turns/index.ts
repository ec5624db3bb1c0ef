export { ReadsInTurns } from './reads-in-turns.js';
export { Turns } from './turns.js';
export type { Taker } from './waiters.js';
