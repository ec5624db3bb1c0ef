import { migration } from '#platform/database';

/** The function that searches of the catalogue called before `catalog.search_apps` is gone: no process calls it any more. */
export const CatalogFormerFindApps1763700008431 = migration(
  'drop function if exists catalog.find_apps(text, text, boolean, text, boolean, text, uuid, integer, integer)',
);
