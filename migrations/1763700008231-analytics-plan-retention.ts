import { declareTable, migration } from '#platform/database';

/** Of events, their counts and the ledger, so that they go together. */
const retention = { after: '13 months', quota: 'eventDays' };

/** Events, their counts and the ledger stay for as long as the plan of their tenant says, and for 13 months at most. */
export const AnalyticsPlanRetention1763700008231 = migration(
  declareTable('analytics.events', {
    kind: 'tenant',
    holds: 'What a client did or saw, as it was sent.',
    partitions: { span: 'day', by: 'occurred_at', ahead: 2, behind: 8, keep: retention.after },
    retention: { column: 'occurred_at', ...retention },
    persons: [
      {
        column: 'subject',
        is: 'subject',
        erasure: 'pseudonym',
        exports: ['id', 'occurred_at', 'received_at', 'name', 'session', 'properties', 'client', 'country'],
      },
    ],
  }),
  declareTable('analytics.event_counts', {
    kind: 'tenant',
    holds: 'How many events of an hour and a name were stored, by the day on which they came.',
    retention: { column: 'hour', ...retention },
  }),
  declareTable('analytics.ledger', {
    kind: 'tenant',
    holds: 'What became of the events that came in an hour with a key.',
    uuids: { key_id: 'the API key' },
    retention: { column: 'hour', ...retention },
  }),
);
