import { declarePersonTable, migration, user } from '#platform/database';

const kinds = [
  'alcohol',
  'tobacco',
  'cannabis',
  'opioids',
  'stimulants',
  'medicines',
  'gambling',
  'screens',
  'food',
  'other',
];

const exported = ['id', 'created_at', 'updated_at'];

/** What persons recover from, and their relapses. */
export const JournalAddictions1763700005200 = migration(
  `create table journal.addictions (
    tenant_id uuid not null,
    user_id uuid not null,
    id uuid not null,
    version integer not null check (version > 0),
    position integer not null,
    kind text collate "C" not null check (kind in ('${kinds.join("', '")}')),
    -- The first day without it.
    start date not null,
    goal_days integer check (goal_days between 1 and 36500),
    daily_cost_minor integer check (daily_cost_minor between 0 and 10000000),
    currency text collate "C" check (currency ~ '^[A-Z]{3}$'),
    daily_minutes integer check (daily_minutes between 0 and 1440),
    -- Both sealed by the key of the journal.
    name bytea check (length(name) <= 1000),
    motivation bytea check (length(motivation) <= 30000),
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    primary key (tenant_id, user_id, id),
    foreign key (tenant_id, user_id) references journal.journals,
    check ((daily_cost_minor is null) = (currency is null))
  );
  create index addictions_by_start on journal.addictions (tenant_id, user_id, start, id);
  create index addictions_by_position on journal.addictions (tenant_id, user_id, position);
  grant select, insert, update, delete on journal.addictions to palier_app`,
  declarePersonTable('journal.addictions', {
    holds: 'What a person recovers from: kind, first day without it, goal, what it cost; name and motives encrypted.',
    persons: [
      user(
        'user_id',
        'delete',
        `kind, start, goal_days, daily_cost_minor, currency, daily_minutes, name, motivation, ${exported}`,
      ),
    ],
  }),
  // Without a foreign key: what two devices wrote offline may arrive in any order.
  `create table journal.relapses (
    tenant_id uuid not null,
    user_id uuid not null,
    id uuid not null,
    version integer not null check (version > 0),
    position integer not null,
    addiction_id uuid not null,
    day date not null,
    -- Sealed by the key of the journal.
    note bytea check (length(note) <= 30000),
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    primary key (tenant_id, user_id, id),
    foreign key (tenant_id, user_id) references journal.journals
  );
  create index relapses_by_day on journal.relapses (tenant_id, user_id, day, id);
  create index relapses_by_addiction on journal.relapses (tenant_id, user_id, addiction_id, day, id);
  create index relapses_by_position on journal.relapses (tenant_id, user_id, position);
  grant select, insert, update, delete on journal.relapses to palier_app`,
  declarePersonTable('journal.relapses', {
    holds: 'A relapse of a person: its day, and a note that only they can read.',
    persons: [user('user_id', 'delete', `addiction_id, day, note, ${exported}`)],
    uuids: { addiction_id: 'an addiction of the person' },
  }),
);
