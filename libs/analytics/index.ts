export { type CountDifference, EventCounts } from './event-counts.js';
export {
  type EventImportOptions,
  EventImports,
  type ImportedEvents,
  type ImportFormat,
  importFormats,
} from './event-imports.js';
