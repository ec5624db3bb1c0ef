import { declarePersonTable, migration, user } from '#platform/database';

/** The journals of persons, and what was deleted from them. */
export const JournalJournals1763700005000 = migration(
  `create schema journal;
  grant usage on schema journal to palier_app;
  create table journal.journals (
    tenant_id uuid not null,
    user_id uuid not null,
    -- Sealed by the master key.
    data_key bytea not null check (length(data_key) between 61 and 200),
    -- The number of the last change of the person: whoever makes one locks this row.
    position integer not null default 0 check (position >= 0),
    opened_at timestamptz(3) not null default now(),
    primary key (tenant_id, user_id)
  );
  grant select, insert, update (position) on journal.journals to palier_app`,
  declarePersonTable('journal.journals', {
    holds: 'The journal of a person: the key of its texts and files, sealed, and the number of its last change.',
    persons: [user('user_id', 'delete', 'opened_at')],
    sealed: { data_key: 'journal.data-key {user_id}' },
  }),
  `create table journal.deletions (
    tenant_id uuid not null,
    user_id uuid not null,
    kind text collate "C" not null check (kind in ('entry', 'addiction', 'relapse')),
    id uuid not null,
    version integer not null check (version > 0),
    position integer not null,
    deleted_at timestamptz(3) not null default now(),
    primary key (tenant_id, user_id, kind, id),
    foreign key (tenant_id, user_id) references journal.journals
  );
  create index deletions_by_position on journal.deletions (tenant_id, user_id, position);
  create index deletions_by_age on journal.deletions (deleted_at);
  grant select, insert, update, delete on journal.deletions to palier_app`,
  declarePersonTable('journal.deletions', {
    holds: 'That a person deleted something from the journal, for their other devices. Nothing of it is left.',
    persons: [user('user_id', 'delete', 'id, kind, deleted_at')],
    retention: { column: 'deleted_at', after: '90 days' },
  }),
);
