import { declareAnew, migration } from '#platform/database';

/** Entries of feeds that are as they were are not made into posts again. */
export const FeedsKnownPosts1763700008160 = migration(
  // A version of the parser, and for each post in the order of the document a digest of its entry, its length and its hash.
  'alter table feeds.documents add column digests bytea',
  declareAnew('feeds.documents', {
    holds:
      'The posts of a feed as it was fetched, until its followers have them, and digests of what they were made of.',
  }),
);
