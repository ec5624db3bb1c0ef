import { migration } from '#platform/database';

/** Functions that no process calls any more are gone: of retention those that know no plans, and the counting of downloads. */
export const PlatformFormerFunctions1763700008432 = migration(
  `drop function if exists platform.find_expired(text, integer, uuid[]);
   drop function if exists platform.delete_expired(text, text, text[]);
   drop function if exists catalog.count_downloads(uuid[], uuid[], uuid[], date[])`,
);
