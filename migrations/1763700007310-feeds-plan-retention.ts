import { declareAnew, migration } from '#platform/database';

/** Posts stay for as long as the plan of their tenant says, and for three years where it sets no limit. */
export const FeedsPlanRetention1763700007310 = migration(
  declareAnew('feeds.posts', {
    retention: {
      column: 'received_at',
      after: '1095 days',
      quota: 'postDays',
      shortest: '7 days',
      except: 'starred',
    },
  }),
);
