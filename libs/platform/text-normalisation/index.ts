export { isOneLine, normaliseText, sortKey } from './normalise-text.js';
