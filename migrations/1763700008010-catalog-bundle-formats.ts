import { declareTable, migration } from '#platform/database';

/** Which format the manifest of a bundle has. Those of format 1 name no store; a process that knows no other writes no format. */
export const CatalogBundleFormats1763700008010 = migration(
  'alter table catalog.bundles add column format smallint not null default 1',
  declareTable('catalog.bundles', {
    kind: 'tenant',
    holds: 'The ZIP in which a version is downloaded, with its signature.',
    // They are made from the files, which count already.
    blobs: { digest: null },
    archive: { notExported: 'a bundle is made again from the files of its version, and signed by each deployment' },
  }),
);
