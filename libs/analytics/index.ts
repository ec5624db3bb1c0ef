export type { CountDifference } from './event-counts.js';
export { type EventImportOptions, type ImportedEvents, type ImportFormat, importFormats } from './event-imports.js';
export { EventImports } from './imports/event-imports.service.js';
export { EventCounts } from './ledger/event-counts.service.js';
