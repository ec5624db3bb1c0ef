import { migration } from '#platform/database';

/** Whether an app of the store can be downloaded and, where not, why: lists read it without a look at versions. */
export const CatalogAppDownloads1763700008110 = migration(
  `alter table catalog.apps add column download text collate "C" not null default 'ready'
     check (download in ('ready', 'pending', 'too_large', 'not_kept'));
   grant update (download) on catalog.apps to palier_app`,
);
