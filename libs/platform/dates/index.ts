export { readDateTime } from './read-date-time.js';
