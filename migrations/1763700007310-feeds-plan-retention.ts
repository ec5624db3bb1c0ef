import { declareTable, migration } from '#platform/database';

/** Posts stay for as long as the plan of their tenant says, and for three years where it sets no limit. */
export const FeedsPlanRetention1763700007310 = migration(
  declareTable('feeds.posts', {
    kind: 'tenant',
    holds: 'A post of a feed, as the tenant received it.',
    uuids: { subscription_id: 'feeds.subscriptions' },
    retention: {
      column: 'received_at',
      after: '1095 days',
      quota: 'postDays',
      shortest: '7 days',
      except: 'starred',
    },
  }),
);
