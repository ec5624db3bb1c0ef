export { Demonstrates, type Demonstration, type DemonstrationContent, demonstrations } from './demonstration.js';
