import { migration } from '#platform/database';

const grants = [1, 2, 3, 4]
  .map((lane) => `grant delete on analytics.staging_${lane} to palier_cross_tenant`)
  .join(';\n  ');

/** Small batches of events leave the files of the staging tables as they are. */
export const AnalyticsSmallBatches1763700008360 = migration(grants);
