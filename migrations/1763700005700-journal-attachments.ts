import { declareAnew, declarePersonTable, functionsOf, migration, user } from '#platform/database';

const attachments = `
  create table journal.attachments (
    tenant_id uuid not null,
    user_id uuid not null,
    -- Made by the device.
    id uuid not null,
    entry_id uuid not null,
    -- Of the encrypted file, as the storage keeps it.
    digest text collate "C" not null,
    stored_bytes integer not null check (stored_bytes > 0),
    -- The SHA-256 of the content, sealed by the key of the journal: in plain it would tell who has a known file.
    content_digest bytea not null check (length(content_digest) between 30 and 200),
    bytes integer not null check (bytes > 0),
    media_type text collate "C" not null check (length(media_type) <= 100),
    created_at timestamptz(3) not null default now(),
    primary key (tenant_id, user_id, id),
    foreign key (tenant_id, user_id, entry_id) references journal.entries on delete cascade
  );
  create index attachments_by_entry on journal.attachments (tenant_id, user_id, entry_id);
  create index attachments_by_digest on journal.attachments (tenant_id, digest);
  grant select, insert, delete on journal.attachments to palier_app`;

const scores = ['mood', 'anxiety', 'craving', 'energy', 'sleep'];
const content = [...scores, 'tags', 'addictions', 'attachments', 'reflection'];
const uuids = { addictions: 'addictions of the person', attachments: 'files of the person' };

/** The files of entries, encrypted with the key of the journal. */
export const JournalAttachments1763700005700 = migration(
  `alter table journal.entries add column attachments uuid[] not null default '{}';
  alter table journal.entry_versions add column attachments uuid[] not null default '{}'`,
  declareAnew('journal.entries', {
    persons: [user('user_id', 'delete', `id, day, ${content}, created_at, updated_at`)],
    uuids,
  }),
  declareAnew('journal.entry_versions', {
    persons: [user('user_id', 'delete', `entry_id, version, day, ${content}, written_at`)],
    uuids,
  }),
  attachments,
  functionsOf('journal/attachments/give-back-storage.sql'),
  // Files go with their entry by the person’s hand, at the end of its retention, and with an erasure: the quota gets back what
  // they took in each of these transactions. Rows that no upload wrote took nothing.
  `create trigger give_back_storage after delete on journal.attachments referencing old table as removed
    for each statement execute function journal.give_back_storage()`,
  declarePersonTable('journal.attachments', {
    holds: 'A file of an entry of a journal, which only its person can read. It goes with the entry.',
    persons: [user('user_id', 'delete', 'id, entry_id, digest, media_type, bytes, created_at')],
    blobs: { digest: 'stored_bytes' },
  }),
);
