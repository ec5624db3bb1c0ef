import { declareTable, migration } from '#platform/database';

/** Who uploads, so that one caller has a few uploads under way, and what an upload reserves as it arrives. */
export const PlatformUploadsOfCallers1763700008100 = migration(
  `alter table platform.uploads add column caller_id uuid;
   grant update (bytes) on platform.uploads to palier_app`,
  declareTable('platform.uploads', {
    kind: 'tenant',
    holds: 'How many bytes of the storage an upload that is under way has reserved, and which user or key sends it.',
    persons: [
      {
        column: 'caller_id',
        is: 'user',
        erasure: 'delete',
        exports: 'what is under way, for minutes',
      },
    ],
    retention: { column: 'expires_at', after: '0' },
    archive: { notExported: 'uploads to this deployment that are under way' },
  }),
);
