import { migrationOutsideTransaction } from '#platform/database';

/** Messages to webhooks by their end, from which their retention counts. */
export const PlatformWebhookDeliveriesByEnd1763700007790 = migrationOutsideTransaction(
  `create index concurrently if not exists webhook_deliveries_by_end on platform.webhook_deliveries (ended_at)
     where ended_at is not null`,
  'drop index concurrently if exists platform.webhook_deliveries_by_age',
);
