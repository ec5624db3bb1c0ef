export { isTimeZone } from './is-time-zone.js';
export { isDay, readDateTime } from './read-date-time.js';
