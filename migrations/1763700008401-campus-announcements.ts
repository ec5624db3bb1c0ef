import { declareTenantTable, migration, user } from '#platform/database';

/** What staff and professors announce to the students of a place. */
export const CampusAnnouncements1763700008401 = migration(
  `create table campus.announcements (
    tenant_id      uuid not null,
    -- A UUIDv7: the order of announcements.
    id             uuid not null,
    year_id        uuid not null,
    -- The place: the narrowest of the three, with those that it is in; the whole tenant where all are null.
    university_id  uuid,
    ufr_id         uuid,
    programme_id   uuid,
    -- Null for all levels.
    level          text collate "C" check (level in ('L1', 'L2', 'L3', 'M1', 'M2', 'D')),
    -- Null once the user is erased.
    author_id      uuid,
    title          text not null check (length(title) between 1 and 200),
    -- Markdown.
    body           text not null check (length(body) <= 10000),
    created_at     timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    check (ufr_id is null or university_id is not null),
    check (programme_id is null or ufr_id is not null),
    foreign key (tenant_id, year_id) references campus.years,
    foreign key (tenant_id, university_id) references campus.universities,
    foreign key (tenant_id, university_id, ufr_id) references campus.ufrs (tenant_id, university_id, id),
    foreign key (tenant_id, university_id, ufr_id, programme_id)
      references campus.programmes (tenant_id, university_id, ufr_id, id)
  );
  create index announcements_by_year on campus.announcements (tenant_id, year_id);
  create index announcements_in_place on campus.announcements (tenant_id, university_id, ufr_id, programme_id);
  create index announcements_by_author on campus.announcements (tenant_id, author_id, created_at);
  grant select, insert, delete on campus.announcements to palier_app`,
  declareTenantTable('campus.announcements', {
    holds: 'An announcement to the students of a year at a place. It stays without an author when that user is erased.',
    persons: [
      user('author_id', 'detach', 'id, year_id, university_id, ufr_id, programme_id, level, title, body, created_at'),
    ],
  }),
);
