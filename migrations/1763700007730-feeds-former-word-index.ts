import { migrationOutsideTransaction } from '#platform/database';

/** The index of words of all tenants is gone: no search reads it any more. */
export const FeedsFormerWordIndex1763700007730 = migrationOutsideTransaction(
  'drop index concurrently if exists feeds.posts_by_words',
);
