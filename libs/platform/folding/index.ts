export { fold, sortKey } from './fold.js';
