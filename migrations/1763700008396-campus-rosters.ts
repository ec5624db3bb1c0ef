import { declareTenantTable, email, migration } from '#platform/database';

/** Files of students for a year, which are checked and then applied, and those that are exported. */
export const CampusRosters1763700008396 = migration(
  `create table campus.rosters (
    tenant_id    uuid not null,
    id           uuid not null,
    year_id      uuid not null,
    digest       text collate "C" not null,
    encoding     text collate "C" not null check (encoding in ('utf-8', 'windows-1252')),
    separator    text collate "C" not null check (separator in (';', ',', E'\\t')),
    columns      text[] not null,
    state        text collate "C" not null default 'received' check (state in ('received', 'checked', 'applied')),
    -- Which column is which field, and the counts, once it is checked.
    mapping      jsonb,
    counts       jsonb,
    end_missing  boolean not null default false,
    -- Lines up to this one are applied.
    applied_line integer not null default 0,
    version      integer not null default 1,
    created_at   timestamptz(3) not null default now(),
    updated_at   timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, year_id) references campus.years
  );
  create index rosters_by_year on campus.rosters (tenant_id, year_id);
  create index rosters_by_digest on campus.rosters (tenant_id, digest);
  create index rosters_by_creation on campus.rosters (created_at);

  create table campus.roster_lines (
    tenant_id     uuid not null,
    roster_id     uuid not null,
    line          integer not null,
    number        text collate "C" not null,
    name          text not null,
    name_key      text collate "C" not null,
    email         text collate "C" not null,
    university_id uuid not null,
    ufr_id        uuid not null,
    programme_id  uuid not null,
    level         text collate "C" not null,
    state         text collate "C" not null,
    primary key (tenant_id, roster_id, line),
    -- The number first: with empty statistics PostgreSQL would take an index by roster and number for some lines by place.
    constraint roster_lines_by_number unique (tenant_id, number, roster_id),
    foreign key (tenant_id, roster_id) references campus.rosters on delete cascade
  );

  create index roster_lines_by_email on campus.roster_lines (tenant_id, email);

  create table campus.roster_refusals (
    tenant_id  uuid not null,
    roster_id  uuid not null,
    line       integer not null,
    -- Of the student, where the line has one.
    number     text collate "C" check (length(number) <= 50),
    field      text collate "C" not null,
    reason     text collate "C" not null,
    primary key (tenant_id, roster_id, line),
    foreign key (tenant_id, roster_id) references campus.rosters on delete cascade
  );
  create index roster_refusals_by_number on campus.roster_refusals (tenant_id, number, roster_id);

  create table campus.exports (
    tenant_id  uuid not null,
    id         uuid not null,
    -- Within which its rows are, as values of statements in JSON.
    scope      text collate "C" not null,
    digest     text collate "C" not null,
    bytes      bigint not null,
    made_at    timestamptz(3) not null default now(),
    primary key (tenant_id, id)
  );
  create index exports_by_digest on campus.exports (tenant_id, digest);
  create index exports_by_time on campus.exports (made_at);

  grant select, insert, delete, update (state, mapping, counts, end_missing, applied_line, version, updated_at)
    on campus.rosters to palier_app;
  grant select, insert, delete on campus.roster_lines, campus.roster_refusals, campus.exports to palier_app`,
  declareTenantTable('campus.rosters', {
    holds: 'A file of the students of a year, which is checked and then applied. Its lines go with it.',
    uuids: { year_id: 'campus.years' },
    blobs: { digest: null },
    retention: { column: 'created_at', after: '30 days' },
    archive: { notExported: 'Its students are.', notImported: 'It is not exported.', notCopied: 'It is not exported.' },
  }),
  declareTenantTable('campus.roster_lines', {
    holds: 'A student on a line of a roster.',
    persons: [email('email', 'delete', 'number, name, email, level, state')],
    uuids: {
      university_id: 'campus.universities',
      ufr_id: 'campus.ufrs',
      programme_id: 'campus.programmes',
    },
    archive: { notExported: 'Its students are.', notImported: 'It is not exported.', notCopied: 'It is not exported.' },
  }),
  declareTenantTable('campus.roster_refusals', {
    holds: 'A line of a roster that was refused: which student, which field, and why.',
    archive: {
      notExported: 'It goes with its roster.',
      notImported: 'It is not exported.',
      notCopied: 'It is not exported.',
    },
  }),
  declareTenantTable('campus.exports', {
    holds:
      'A file with enrolments of a year and their students, as they were when it was made. The last three are kept.',
    uuids: { id: 'platform.operations' },
    retention: { column: 'made_at', after: '1 day' },
    // Copies of rows that the tenant has, of a bounded number and size.
    blobs: { digest: null },
    archive: { notExported: 'made from students who are exported' },
  }),
);
