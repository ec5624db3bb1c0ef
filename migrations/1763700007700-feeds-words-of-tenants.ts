import { functionsOf, migration } from '#platform/database';

/** How a search of a tenant finds words in an index without reading those of other tenants. */
export const FeedsWordsOfTenants1763700007700 = migration(functionsOf('feeds/posts/words-of-tenant.sql'));
