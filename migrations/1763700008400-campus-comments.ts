import { declareTenantTable, migration, user } from '#platform/database';

/** What students and professors say about a chapter. */
export const CampusComments1763700008400 = migration(
  `create table campus.comments (
    tenant_id    uuid not null,
    id           uuid not null,
    chapter_id   uuid not null,
    -- The comment on the same chapter that it answers, which answers none itself.
    parent_id    uuid,
    -- Null once the user is erased: the thread stays.
    author_id    uuid,
    -- Whether the author taught the subject.
    by_professor boolean not null,
    -- Markdown; null once it is deleted.
    body         text check (length(body) between 1 and 5000),
    edited_at    timestamptz(3),
    deleted_at   timestamptz(3),
    -- Why somebody other than the author deleted it.
    reason       text check (length(reason) between 1 and 500),
    created_at   timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    check ((body is null) = (deleted_at is not null)),
    foreign key (tenant_id, chapter_id) references campus.chapters,
    foreign key (tenant_id, parent_id) references campus.comments
  );
  -- The parent follows the order, so that answers are left out inside the index.
  create index comments_by_chapter on campus.comments (tenant_id, chapter_id, created_at, id, parent_id);
  create index comments_by_parent on campus.comments (tenant_id, parent_id, created_at, id);
  create index comments_by_author on campus.comments (tenant_id, author_id, created_at);
  grant select, insert, update (body, edited_at, deleted_at, reason) on campus.comments to palier_app`,
  declareTenantTable('campus.comments', {
    holds: 'A comment on a chapter, or an answer to one. It is emptied when its author is erased; the thread stays.',
    persons: [
      user(
        'author_id',
        {
          anonymise: { author_id: 'null', body: 'null', reason: 'null', deleted_at: 'coalesce(deleted_at, now())' },
          done: 'author_id is null',
        },
        'id, chapter_id, parent_id, body, edited_at, deleted_at, reason, created_at',
      ),
    ],
    clearedFirst: ['parent_id'],
  }),
);
