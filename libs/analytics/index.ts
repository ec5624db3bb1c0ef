export { type CountDifference, EventCounts } from './event-counts.js';
