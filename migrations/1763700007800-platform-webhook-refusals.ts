import { declareAnew, migration } from '#platform/database';

/** A webhook tells how many messages were not written, as too many waited. Those that were stay for 30 days after their end. */
export const PlatformWebhookRefusals1763700007800 = migration(
  `alter table platform.webhook_endpoints
     add column refused bigint not null default 0 check (refused >= 0),
     -- Of the first and of the last one.
     add column refused_since timestamptz(3),
     add column refused_at timestamptz(3);
   grant update (refused, refused_since, refused_at) on platform.webhook_endpoints to palier_app`,
  // Those that wait have not ended: later ones of their subject wait for them.
  declareAnew('platform.webhook_deliveries', { retention: { column: 'ended_at', after: '30 days' } }),
);
