export type { Demonstration, DemonstrationContent } from './demonstration.js';
export { Demonstrates, demonstrations } from './demonstration.js';
