import { migrationOutsideTransaction } from '#platform/database';

const index = (name: string, columns: string) =>
  `create index concurrently if not exists ${name} on feeds.subscriptions (${columns}) where sick is not null`;

/** The subscriptions whose feeds fail or have ended, and how many do how, without reading the others. */
export const FeedsSickSubscriptions1763700007210 = migrationOutsideTransaction(
  index('subscriptions_sick', 'tenant_id, sick_since, id'),
  index('subscriptions_sick_by_state', 'tenant_id, sick, sick_since, id'),
  index('subscriptions_sick_of_source', 'source_id'),
  // For counts: they read the index alone.
  `create index concurrently if not exists subscriptions_by_health
    on feeds.subscriptions (tenant_id, sick, paused, health_since)`,
);
