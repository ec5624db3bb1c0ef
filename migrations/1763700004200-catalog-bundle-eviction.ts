import { migration } from '#platform/database';

/** Which bundles make room for others. */
export const CatalogBundleEviction1763700004200 = migration('grant usage on schema catalog to palier_backup');
