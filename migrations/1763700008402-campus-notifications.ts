import { declarePersonTable, migration, user } from '#platform/database';

/** What concerns a user, and of what they want to hear. */
export const CampusNotifications1763700008402 = migration(
  `create table campus.notifications (
    tenant_id  uuid not null,
    user_id    uuid not null,
    -- That of the cause, which all who are notified of it have: a UUIDv7, and so the order of notifications.
    id         uuid not null,
    kind       text collate "C" not null check (length(kind) between 1 and 50),
    about_id   uuid not null,
    -- That which a comment is on, or which was published.
    chapter_id uuid,
    read_at    timestamptz(3),
    -- The time in the id.
    created_at timestamptz(3) not null,
    primary key (tenant_id, user_id, id),
    -- A chapter that is published again, or a job that runs again, tells nobody twice.
    constraint notifications_of_one unique (tenant_id, user_id, about_id, kind)
  );
  create index notifications_unread on campus.notifications (tenant_id, user_id, id) where read_at is null;
  create index notifications_by_age on campus.notifications (created_at);
  grant select, update (read_at) on campus.notifications to palier_app;

  create table campus.notification_settings (
    tenant_id  uuid not null,
    user_id    uuid not null,
    -- Kinds that the user does not want.
    off        text[] collate "C" not null check (cardinality(off) <= 20),
    primary key (tenant_id, user_id)
  );
  grant select, insert, update (off) on campus.notification_settings to palier_app`,
  declarePersonTable('campus.notifications', {
    holds: 'That something concerns a user of a campus, and whether they have read it.',
    persons: [user('user_id', 'delete', 'id, kind, about_id, chapter_id, read_at, created_at')],
    uuids: { about_id: 'a chapter, a comment, an announcement or a year, by kind', chapter_id: 'campus.chapters' },
    retention: { column: 'created_at', after: '1 year' },
  }),
  declarePersonTable('campus.notification_settings', {
    holds: 'Of which kinds a user of a campus does not want to be notified.',
    persons: [user('user_id', 'delete', 'off')],
  }),
);
