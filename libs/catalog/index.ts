export type { BundleReport } from './bundles/verify-bundle.js';
export { verifyBundle } from './bundles/verify-bundle.js';
export type { ImportProgress, ImportResult } from './catalog.js';
export { Catalog } from './catalog.service.js';
export type { PackedPackage, PackOptions } from './imports/pack-package.js';
export { packPackage } from './imports/pack-package.js';
