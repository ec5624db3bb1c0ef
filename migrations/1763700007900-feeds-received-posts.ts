import { asRole, migration } from '#platform/database';

/** What filters mark is what has just come. */
export const FeedsReceivedPosts1763700007900 = migration(
  // Whether it once had all posts of its feed. Those with posts had them, or get them now.
  'alter table feeds.subscriptions add column backfilled boolean not null default true',
  'alter table feeds.subscriptions alter column backfilled set default false',
  'grant select (backfilled), update (backfilled) on feeds.subscriptions to palier_cross_tenant',
  // The posts of a subscription are deleted in steps before it.
  'grant delete on feeds.posts to palier_app',
  ...asRole(
    'palier_cross_tenant',
    'feeds',
    `update feeds.subscriptions s set backfilled = false where not s.filled
      and not exists (select from feeds.posts p where p.tenant_id = s.tenant_id and p.subscription_id = s.id)`,
  ),
);
