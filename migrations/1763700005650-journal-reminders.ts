import { declarePersonTable, migration, user } from '#platform/database';

/** When persons want to be reminded of their journals. */
export const JournalReminders1763700005650 = migration(
  `create table journal.reminders (
    tenant_id uuid not null,
    user_id uuid not null,
    id uuid not null,
    version integer not null check (version > 0),
    -- In the time zone of the person.
    local_time text collate "C" not null check (local_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    -- By ISO 8601: 1 is Monday.
    weekdays smallint[] not null check (cardinality(weekdays) between 1 and 7 and weekdays <@ '{1,2,3,4,5,6,7}'),
    channels text[] collate "C" not null check (cardinality(channels) between 1 and 2 and channels <@ '{mail,event}'),
    -- Null while it is off.
    next_at timestamptz(3),
    -- For which of its times it was mailed last: set before the mail is handed over, so that none is sent twice.
    mailed_for timestamptz(3),
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    primary key (tenant_id, user_id, id),
    foreign key (tenant_id, user_id) references journal.journals
  );
  create index reminders_by_time on journal.reminders (tenant_id, user_id, local_time, id);
  create index reminders_due on journal.reminders (next_at) where next_at is not null;
  grant select, insert, delete, update (version, local_time, weekdays, channels, next_at, mailed_for, updated_at)
    on journal.reminders to palier_app`,
  'grant usage on schema journal to palier_backup',
  declarePersonTable('journal.reminders', {
    holds: 'When a person wants to be reminded of their journal, and how.',
    persons: [
      user('user_id', 'delete', 'id, local_time, weekdays, channels, next_at, mailed_for, created_at, updated_at'),
    ],
  }),
);
