import { migration } from '#platform/database';

/** A webhook tells how many messages were not written, as too many waited. */
export const PlatformWebhookRefusals1763700007800 = migration(
  'PlatformWebhookRefusals1763700007800',
  `alter table platform.webhook_endpoints
     add column refused bigint not null default 0 check (refused >= 0),
     -- Of the first and of the last one.
     add column refused_since timestamptz(3),
     add column refused_at timestamptz(3);
   grant update (refused, refused_since, refused_at) on platform.webhook_endpoints to palier_app`,
);
