export type { CatalogSummary, ImportOptions, ImportProgress, ImportResult, SkippedPackage } from './catalog.js';
export { Catalog } from './catalog.js';
