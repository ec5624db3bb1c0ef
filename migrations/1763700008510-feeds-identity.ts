import { declareAnew, migration } from '#platform/database';

/**
 * Palier matches the posts of feeds with those before, and not by one key of the feed. Once this version has stored a document of
 * a source, workers of an older version store none of it.
 */
export const FeedsIdentity1763700008510 = migration(
  // A version, and for each post of the last document, and some that left it, its identity and its traits.
  'alter table feeds.sources add column identities bytea',
  declareAnew('feeds.sources', {
    holds:
      'A feed that tenants follow: its address, when it is fetched, what became of the last fetch, and the traits by which Palier recognises its posts.',
  }),
);
