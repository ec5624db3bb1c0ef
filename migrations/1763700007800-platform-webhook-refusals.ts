import { declareTable, migration } from '#platform/database';

/** A webhook tells how many messages were not written, as too many waited. Those that were stay for 30 days after their end. */
export const PlatformWebhookRefusals1763700007800 = migration(
  `alter table platform.webhook_endpoints
     add column refused bigint not null default 0 check (refused >= 0),
     -- Of the first and of the last one.
     add column refused_since timestamptz(3),
     add column refused_at timestamptz(3);
   grant update (refused, refused_since, refused_at) on platform.webhook_endpoints to palier_app`,
  declareTable('platform.webhook_deliveries', {
    kind: 'tenant',
    holds: 'A message to a webhook, by ids: its body, its tries and the beginning of each answer.',
    uuids: { endpoint_id: 'platform.webhook_endpoints', claim: 'a try under way' },
    // Those that wait have not ended: later ones of their subject wait for them.
    retention: { column: 'ended_at', after: '30 days' },
    archive: { notExported: 'messages that this deployment sent' },
  }),
);
