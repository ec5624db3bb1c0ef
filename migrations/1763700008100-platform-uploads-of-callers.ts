import { declareAnew, migration, user } from '#platform/database';

/** Who uploads, so that one caller has a few uploads under way, and what an upload reserves as it arrives. */
export const PlatformUploadsOfCallers1763700008100 = migration(
  `alter table platform.uploads add column caller_id uuid;
   grant update (bytes) on platform.uploads to palier_app`,
  declareAnew('platform.uploads', {
    holds: 'How many bytes of the storage an upload that is under way has reserved, and which user or key sends it.',
    persons: [user('caller_id', 'delete', { none: 'what is under way, for minutes' })],
  }),
);
