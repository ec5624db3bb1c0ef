import { declarePersonTable, migration, user } from '#platform/database';

/** How persons want their journals. Who chose nothing has no row. */
export const JournalProfiles1763700005400 = migration(
  `create table journal.profiles (
    tenant_id uuid not null,
    user_id uuid not null,
    version integer not null check (version > 0),
    -- Sealed by the key of the journal.
    nickname bytea check (length(nickname) <= 500),
    -- Of the IANA database; null for that of the tenant.
    time_zone text collate "C" check (length(time_zone) between 1 and 64),
    week_start text collate "C" not null check (week_start in ('monday', 'sunday')),
    sync_batch_size integer not null check (sync_batch_size between 1 and 100),
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    primary key (tenant_id, user_id),
    foreign key (tenant_id, user_id) references journal.journals
  );
  grant select, insert, update (version, nickname, time_zone, week_start, sync_batch_size, updated_at)
    on journal.profiles to palier_app`,
  declarePersonTable('journal.profiles', {
    holds:
      'How a person wants their journal: time zone, first day of the week, and a nickname that only they can read.',
    persons: [user('user_id', 'delete', 'nickname, time_zone, week_start, sync_batch_size, created_at, updated_at')],
  }),
);
