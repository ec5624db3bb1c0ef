import { declareAnew, migration } from '#platform/database';

/** Of events, their counts and the ledger, so that they go together. */
const retention = { after: '13 months', quota: 'eventDays' };

/** Events, their counts and the ledger stay for as long as the plan of their tenant says, and for 13 months at most. */
export const AnalyticsPlanRetention1763700008231 = migration(
  declareAnew('analytics.events', { retention: { column: 'occurred_at', ...retention } }),
  declareAnew('analytics.event_counts', { retention: { column: 'hour', ...retention } }),
  declareAnew('analytics.ledger', { retention: { column: 'hour', ...retention } }),
);
