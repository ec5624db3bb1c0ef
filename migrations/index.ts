import { type Migration, migration } from '#platform/database';
import { listed } from './list.js';

const stampOf = ({ name }: Migration) => name.slice(-13);

/** They made functions alone, which stand in files beside their callers now; databases have their names. */
const former = [
  'OutboxLastHeld1763700002900',
  'FeedsSync1763700006200',
  'FeedsClaims1763700006500',
  'FeedsFilteredPosts1763700007050',
  'PlatformPlanRetention1763700007300',
  'FeedsSearchedPosts1763700007720',
  'PlatformReleasedBlobs1763700008020',
  'PlatformConfirmedErasures1763700008090',
  'CatalogSpellings1763700008130',
  'CatalogSimilarNames1763700008131',
  'CatalogSimilarNamesByTenant1763700008151',
  'FeedsCheapFetches1763700008190',
  'AnalyticsProductEvents1763700008330',
];

/** Every migration of the one database, in the order in which they are applied: by the stamp that ends its name. */
export const migrations: readonly Migration[] = listed
  .concat(former.map((name) => [name, migration()]))
  .map(([name, change]) => ({ name, ...change }))
  .sort((a, b) => (stampOf(a) < stampOf(b) ? -1 : 1));
