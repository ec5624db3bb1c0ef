export type { CatalogSummary, ImportProgress, ImportResult, SkippedPackage } from './catalog.js';
export { Catalog } from './catalog.js';
