import { migrationOutsideTransaction } from '#platform/database';

const create = (name: string, on: string) => `create index concurrently if not exists ${name} on feeds.${on}`;

/**
 * Posts by words of one tenant, and what one reader did with a post or feed: whichever plan PostgreSQL keeps, it finds a row by
 * its key, and not among those of all readers.
 */
export const FeedsIndexesByReader1763700007710 = migrationOutsideTransaction(
  create('posts_by_words_of_tenant', 'posts using gin (feeds.words_of_tenant(tenant_id, search))'),
  // ANALYZE would hold the words of 30,000 posts in memory at once. Searches take this index in any case.
  'alter index feeds.posts_by_words_of_tenant alter column 1 set statistics 0',
  create('post_states_by_post', 'post_states (tenant_id, post_id, user_id)'),
  'drop index concurrently if exists feeds.post_states_of_post',
  create('read_marks_by_subscription', 'read_marks (tenant_id, subscription_id, user_id)'),
  'drop index concurrently if exists feeds.read_marks_of_subscription',
);
