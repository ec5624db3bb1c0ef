import { declareTenantTable, migration } from '#platform/database';

/** Chapters of subjects, and their files. */
export const CampusChapters1763700008395 = migration(
  `create table campus.chapters (
    tenant_id      uuid not null,
    id             uuid not null,
    subject_id     uuid not null,
    -- Those of the subject.
    university_id  uuid not null,
    ufr_id         uuid not null,
    programme_id   uuid not null,
    level          text collate "C" not null,
    -- Null once the professor is erased or deleted: the chapter stays.
    professor_id   uuid,
    title          text not null check (length(title) between 1 and 200),
    -- Markdown.
    body           text not null check (length(body) <= 200000),
    -- Within the subject; two chapters may have the same.
    position       integer not null check (position between 1 and 1000000),
    state          text collate "C" not null default 'draft' check (state in ('draft', 'published', 'archived')),
    -- When it was published first.
    published_at   timestamptz(3),
    version        integer not null default 1,
    created_at     timestamptz(3) not null default now(),
    updated_at     timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    check (state = 'draft' or published_at is not null),
    foreign key (tenant_id, university_id, ufr_id, programme_id, level, subject_id)
      references campus.subjects (tenant_id, university_id, ufr_id, programme_id, level, id),
    foreign key (tenant_id, professor_id) references campus.professors on delete set null (professor_id)
  );
  create index chapters_by_creation on campus.chapters (tenant_id, created_at, id) include (level);
  create index chapters_by_state on campus.chapters (tenant_id, state, created_at, id);
  create index chapters_by_position on campus.chapters (tenant_id, subject_id, position, id);
  create index chapters_by_subject on campus.chapters (tenant_id, subject_id, created_at, id);
  create index chapters_by_level on campus.chapters (tenant_id, programme_id, level, created_at, id);
  create index chapters_by_programme on campus.chapters (tenant_id, programme_id, created_at, id);
  create index chapters_by_ufr on campus.chapters (tenant_id, ufr_id, created_at, id);
  create index chapters_by_professor on campus.chapters (tenant_id, professor_id, created_at, id);
  -- For the foreign key, and for staff of a whole university.
  create index chapters_in_place on campus.chapters (tenant_id, university_id, ufr_id, programme_id, level, subject_id);

  create table campus.attachments (
    tenant_id   uuid not null,
    -- Made by the client.
    id          uuid not null,
    chapter_id  uuid not null,
    digest      text collate "C" not null,
    bytes       integer not null check (bytes > 0),
    name        text not null check (length(name) between 1 and 200),
    media_type  text collate "C" not null check (length(media_type) <= 100),
    created_at  timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, chapter_id) references campus.chapters
  );
  create index attachments_by_chapter on campus.attachments (tenant_id, chapter_id, id);
  create index attachments_by_digest on campus.attachments (tenant_id, digest);

  grant select, insert, delete, update (title, body, position, state, published_at, version, updated_at)
    on campus.chapters to palier_app;
  grant select, insert, delete on campus.attachments to palier_app`,
  declareTenantTable('campus.chapters', {
    holds:
      'A chapter of a subject, in Markdown, by a professor. It stays without an author when the professor is erased.',
    persons: [
      {
        through: 'campus.professors',
        erasure: { anonymise: { professor_id: 'null' }, done: 'professor_id is null' },
        exports: ['id', 'subject_id', 'title', 'body', 'state', 'published_at', 'created_at', 'updated_at'],
      },
    ],
    uuids: {
      subject_id: 'campus.subjects',
      university_id: 'campus.universities',
      ufr_id: 'campus.ufrs',
      programme_id: 'campus.programmes',
    },
  }),
  declareTenantTable('campus.attachments', {
    holds: 'A file of a chapter, with its name. It goes with the chapter.',
    persons: [
      {
        through: 'campus.chapters',
        erasure: { keep: 'it belongs to the chapter, which stays without its author' },
        exports: ['id', 'chapter_id', 'name', 'media_type', 'bytes', 'digest', 'created_at'],
      },
    ],
    blobs: { digest: 'bytes' },
  }),
);
