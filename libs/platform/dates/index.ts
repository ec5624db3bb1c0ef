export { isTimeZone } from './is-time-zone.js';
export { readDateTime } from './read-date-time.js';
export { isDay } from './read-day.js';
