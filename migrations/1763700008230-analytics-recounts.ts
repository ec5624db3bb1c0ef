import { migration } from '#platform/database';

/**
 * An operator may count the events of a day anew. The time of receipt is cut to the millisecond instead of rounded: the last
 * half of one would belong to the next day, while the counts and the ledger have it on its own.
 */
export const AnalyticsRecounts1763700008230 = migration(
  'AnalyticsRecounts1763700008230',
  'grant insert, delete on analytics.event_counts to palier_app',
  `alter table analytics.events alter column received_at set default date_trunc('milliseconds', now())`,
);
