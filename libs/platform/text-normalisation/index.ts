export { normaliseText, sortKey } from './normalise-text.js';
export { isOneLine } from './one-line.js';
