import { declarePersonTable, functionsOf, migration, user } from '#platform/database';

/** How many parts the entries have, by the hash of the user: what a person reads and writes is in one of them. */
const PARTITIONS = 8;

const content = `
    day date not null,
    mood smallint check (mood between 1 and 10),
    anxiety smallint check (anxiety between 0 and 10),
    craving smallint check (craving between 0 and 10),
    energy smallint check (energy between 0 and 10),
    sleep smallint check (sleep between 0 and 10),
    tags text[] collate "C" not null check (cardinality(tags) <= 20),
    addictions uuid[] not null check (cardinality(addictions) <= 20),
    -- Sealed by the key of the journal.
    reflection bytea check (length(reflection) <= 100000)`;

const scores = ['mood', 'anxiety', 'craving', 'energy', 'sleep'];

/** What persons write into their journals, and what it said before. */
export const JournalEntries1763700005100 = migration(
  `create table journal.entries (
    tenant_id uuid not null,
    user_id uuid not null,
    id uuid not null,
    version integer not null check (version > 0),
    position integer not null,
    ${content},
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    primary key (tenant_id, user_id, id),
    foreign key (tenant_id, user_id) references journal.journals
  ) partition by hash (user_id);
  do $$ begin
    for part in 0..${PARTITIONS - 1} loop
      execute format('create table journal.entries_%s partition of journal.entries
        for values with (modulus ${PARTITIONS}, remainder %1$s)', part);
    end loop;
  end $$;
  -- With what is drawn, so that progress reads the index alone.
  create index entries_by_day on journal.entries (tenant_id, user_id, day, id) include (mood, anxiety, craving, energy, sleep);
  create index entries_by_position on journal.entries (tenant_id, user_id, position);
  create index entries_by_age on journal.entries (day);
  create index entries_by_tenant_age on journal.entries (tenant_id, day);
  grant select, insert, update, delete on journal.entries to palier_app`,
  declarePersonTable('journal.entries', {
    holds: 'An entry of a journal: day, scores and tags, and a text that only its person can read.',
    persons: [user('user_id', 'delete', `id, day, ${scores}, tags, addictions, reflection, created_at, updated_at`)],
    uuids: { addictions: 'addictions of the person' },
    retention: { column: 'day', after: '730 days', shortest: '30 days' },
  }),
  `create table journal.entry_versions (
    tenant_id uuid not null,
    user_id uuid not null,
    entry_id uuid not null,
    version integer not null,
    ${content},
    written_at timestamptz(3) not null,
    primary key (tenant_id, user_id, entry_id, version),
    foreign key (tenant_id, user_id, entry_id) references journal.entries on delete cascade
  );
  grant select, insert on journal.entry_versions to palier_app`,
  functionsOf('journal/entries/keep-entry-version.sql'),
  // By a trigger, so that nothing overwrites an entry without keeping what it said.
  `create trigger keep_version after update on journal.entries
    for each row when (new.version <> old.version) execute function journal.keep_entry_version()`,
  declarePersonTable('journal.entry_versions', {
    holds: 'What an entry of a journal said before a change. It goes with the entry.',
    persons: [user('user_id', 'delete', `entry_id, version, day, ${scores}, tags, addictions, reflection, written_at`)],
    uuids: { addictions: 'addictions of the person' },
  }),
);
