export { normaliseText, sortKey } from './normalise-text.js';
