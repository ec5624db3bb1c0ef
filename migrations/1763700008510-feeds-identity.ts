import { declareSharedTable, migration } from '#platform/database';

/** Posts of feeds are recognised by what they have in common with those before, and not by one key of the feed. */
export const FeedsIdentity1763700008510 = migration(
  // A version, and for each post of the last document, and some that left it, its identity and what it is recognised by.
  'alter table feeds.sources add column identities bytea',
  declareSharedTable('feeds.sources', {
    holds:
      'A feed that tenants follow: its address, when it is fetched, what became of the last fetch, and what its posts are recognised by.',
    through: 'functions',
    uuids: { only_tenant: 'tenants', claim: 'a fetch under way' },
  }),
);
