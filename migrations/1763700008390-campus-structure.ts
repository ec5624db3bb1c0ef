import { declareTenantTable, migration } from '#platform/database';

/** L1 to doctorate. */
const LEVELS = "('L1', 'L2', 'L3', 'M1', 'M2', 'D')";

const place = `
    tenant_id   uuid not null,
    id          uuid not null,
    name        text not null check (length(name) between 1 and 200),
    name_key    text collate "C" not null,
    archived_at timestamptz(3),
    version     integer not null default 1,
    created_at  timestamptz(3) not null default now(),
    updated_at  timestamptz(3) not null default now(),
    primary key (tenant_id, id)`;

/** The structure of universities, from the university down to the subject, and academic years. */
export const CampusStructure1763700008390 = migration(
  `create schema campus;
  grant usage on schema campus to palier_app;

  create table campus.universities (${place},
    constraint universities_by_name unique (tenant_id, name_key)
  );
  create table campus.ufrs (${place},
    university_id uuid not null,
    constraint ufrs_by_name unique (tenant_id, university_id, name_key),
    unique (tenant_id, university_id, id),
    foreign key (tenant_id, university_id) references campus.universities
  );
  create table campus.programmes (${place},
    university_id uuid not null,
    ufr_id        uuid not null,
    -- How rosters name it.
    code          text collate "C" not null check (length(code) between 1 and 50),
    levels        text[] collate "C" not null check (cardinality(levels) between 1 and 6),
    constraint programmes_by_code unique (tenant_id, university_id, code),
    foreign key (tenant_id, university_id, ufr_id) references campus.ufrs (tenant_id, university_id, id)
  );
  create unique index programmes_by_name on campus.programmes (tenant_id, ufr_id, name_key);
  create unique index programmes_in_place on campus.programmes (tenant_id, university_id, ufr_id, id);
  create table campus.subjects (${place},
    university_id uuid not null,
    ufr_id        uuid not null,
    programme_id  uuid not null,
    level         text collate "C" not null check (level in ${LEVELS}),
    constraint subjects_by_name unique (tenant_id, programme_id, level, name_key),
    foreign key (tenant_id, university_id, ufr_id, programme_id)
      references campus.programmes (tenant_id, university_id, ufr_id, id)
  );
  create index subjects_by_programme on campus.subjects (tenant_id, programme_id, name_key, level);
  create unique index subjects_in_place on campus.subjects (tenant_id, university_id, ufr_id, programme_id, level, id);

  create table campus.years (
    tenant_id   uuid not null,
    id          uuid not null,
    name        text not null check (length(name) between 1 and 50),
    name_key    text collate "C" not null,
    starts_on   date not null,
    ends_on     date not null check (ends_on > starts_on),
    state       text collate "C" not null default 'preparing' check (state in ('preparing', 'open', 'closed')),
    version     integer not null default 1,
    created_at  timestamptz(3) not null default now(),
    updated_at  timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    constraint years_by_name unique (tenant_id, name_key)
  );
  create unique index years_open on campus.years (tenant_id) where state = 'open';
  create index years_by_start on campus.years (tenant_id, starts_on, id);

  grant select, insert, delete, update (name, name_key, archived_at, version, updated_at)
    on campus.universities, campus.ufrs, campus.subjects to palier_app;
  grant select, insert, delete, update (name, name_key, code, levels, archived_at, version, updated_at)
    on campus.programmes to palier_app;
  grant select, insert, delete, update (name, name_key, starts_on, ends_on, state, version, updated_at)
    on campus.years to palier_app`,
  declareTenantTable('campus.universities', { holds: 'A university of the tenant.' }),
  declareTenantTable('campus.ufrs', {
    holds: 'A part of a university that teaches and does research (UFR).',
    uuids: { university_id: 'campus.universities' },
  }),
  declareTenantTable('campus.programmes', {
    holds: 'A programme of a UFR, with the levels that it has.',
    uuids: { university_id: 'campus.universities', ufr_id: 'campus.ufrs' },
  }),
  declareTenantTable('campus.subjects', {
    holds: 'A subject of one level of a programme.',
    uuids: { university_id: 'campus.universities', ufr_id: 'campus.ufrs', programme_id: 'campus.programmes' },
  }),
  declareTenantTable('campus.years', { holds: 'An academic year, which is prepared, open or closed.' }),
);
