import { migration } from '#platform/database';

/** Which bundles make room for others. */
export const CatalogBundleEviction1763700004200 = migration(
  'CatalogBundleEviction1763700004200',
  'grant usage on schema catalog to palier_backup',
);
