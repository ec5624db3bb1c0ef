import { asRole, declareSharedTable, functionsOf, migration } from '#platform/database';

/** Feeds that had ended before do not count as fine. Their tenants are not told of it anew. */
const ended = `
  update feeds.subscriptions f set sick = 'ended', sick_since = greatest(s.failing_since, f.health_since)
    from feeds.sources s where s.id = f.source_id and s.ended_at is not null and s.failing_since is not null and f.health_since is not null`;

/** How feeds do: a history of each, and who is told that one fails or recovered. */
export const FeedsHealth1763700007200 = migration(
  `create table feeds.source_days (
    source_id  uuid not null references feeds.sources on delete cascade,
    -- Of UTC.
    day        date not null,
    fetches    integer not null,
    failures   integer not null,
    new_posts  integer not null default 0,
    -- From the claim until the answer was read.
    slowest_ms integer not null,
    primary key (source_id, day)
  );
  create index source_days_by_age on feeds.source_days (day);
  grant select, insert, update on feeds.source_days to palier_cross_tenant;

  -- When the last three fetches failed, the latest first; none once one succeeded.
  alter table feeds.sources add column failed_at timestamptz(3)[] not null default '{}';

  alter table feeds.subscriptions
    -- 'failing' or 'ended' from when its tenant is told so until it is told that the feed recovered.
    add column sick text collate "C",
    -- Since when it fails, as far as its tenant may know; of no meaning where it is not sick.
    add column sick_since timestamptz(3) not null default 'epoch';
  grant update (sick, sick_since) on feeds.subscriptions to palier_cross_tenant`,
  functionsOf('feeds/subscriptions/follow-source.sql'),
  // What the tenant is not told any more how its feed did before, it is not told that it recovers from, either.
  `-- After the trigger follow_source, which is the first by name.
  create trigger forget_sickness before insert or update on feeds.subscriptions for each row
    when (new.health_since is null and new.sick is not null) execute function feeds.forget_sickness()`,
  ...asRole('palier_cross_tenant', 'feeds', ended),
  declareSharedTable('feeds.source_days', {
    holds: 'How many fetches of a feed there were on a day, how many failed, and what they brought.',
    through: 'functions',
    retention: { column: 'day', after: '30 days' },
  }),
);
