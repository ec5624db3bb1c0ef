import { migration } from '#platform/database';

/** Which format the manifest of a bundle has. Those of format 1 name no store; a process that knows no other writes no format. */
export const CatalogBundleFormats1763700008010 = migration(
  'alter table catalog.bundles add column format smallint not null default 1',
);
