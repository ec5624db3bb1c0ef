import { declareTenantTable, email, migration, user } from '#platform/database';

const person = `
    tenant_id   uuid not null,
    id          uuid not null,
    name        text not null check (length(name) between 1 and 200),
    -- By which lists are sorted.
    name_key    text collate "C" not null,
    -- In lower case.
    email       text collate "C" not null check (length(email) between 3 and 254),
    -- The account, once the person has one.
    user_id     uuid,
    -- When they were invited last at this address.
    invited_at  timestamptz(3),
    version     integer not null default 1,
    created_at  timestamptz(3) not null default now(),
    updated_at  timestamptz(3) not null default now(),
    primary key (tenant_id, id)`;

/** One row of each kind has an address, and one an account. */
const identified = (table: string) => `
  create unique index ${table}_by_email on campus.${table} (tenant_id, email);
  create unique index ${table}_by_user on campus.${table} (tenant_id, user_id) where user_id is not null`;

/** The narrowest place leads; level and state follow the order, so that they are filtered inside the index. */
const places = { year: '', university: 'university_id, ', ufr: 'ufr_id, ', programme: 'programme_id, ' };
const orders = { creation: 'created_at', name: 'name_key', number: 'number' };
const enrolmentLists = Object.entries(places)
  .flatMap(([place, column]) =>
    Object.entries(orders).map(
      ([order, key]) =>
        `create index enrolments_by_${place}_${order} on campus.enrolments (tenant_id, year_id, ${column}${key}, id, level, state)`,
    ),
  )
  .join(';\n  ');

const own = 'id, name, email, created_at';
const structure = {
  university_id: 'campus.universities',
  ufr_id: 'campus.ufrs',
  programme_id: 'campus.programmes',
};

/** Students with their enrolments, professors with their subjects, and staff with their places. */
export const CampusPeople1763700008391 = migration(
  `create table campus.students (${person},
    number      text collate "C" not null check (length(number) between 1 and 50),
    constraint students_by_number unique (tenant_id, number)
  );
  ${identified('students')};
  create index students_by_name on campus.students (tenant_id, name_key, id);

  -- A student in a year. Name and number are the student's, so that each list reads one index.
  create table campus.enrolments (
    tenant_id      uuid not null,
    id             uuid not null,
    student_id     uuid not null,
    year_id        uuid not null,
    university_id  uuid not null,
    ufr_id         uuid not null,
    programme_id   uuid not null,
    level          text collate "C" not null check (level in ('L1', 'L2', 'L3', 'M1', 'M2', 'D')),
    state          text collate "C" not null default 'active' check (state in ('active', 'suspended', 'left')),
    name_key       text collate "C" not null,
    number         text collate "C" not null,
    version        integer not null default 1,
    created_at     timestamptz(3) not null default now(),
    updated_at     timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    constraint enrolments_of_student unique (tenant_id, student_id, year_id),
    foreign key (tenant_id, student_id) references campus.students on delete cascade,
    foreign key (tenant_id, year_id) references campus.years,
    foreign key (tenant_id, university_id, ufr_id, programme_id)
      references campus.programmes (tenant_id, university_id, ufr_id, id)
  );
  create index enrolments_in_place on campus.enrolments (tenant_id, university_id, ufr_id, programme_id);
  ${enrolmentLists};

  create table campus.professors (${person});
  ${identified('professors')};
  -- The subjects that a professor teaches, at any universities.
  create table campus.professor_subjects (
    tenant_id      uuid not null,
    professor_id   uuid not null,
    subject_id     uuid not null,
    university_id  uuid not null,
    ufr_id         uuid not null,
    programme_id   uuid not null,
    level          text collate "C" not null,
    primary key (tenant_id, professor_id, subject_id),
    foreign key (tenant_id, professor_id) references campus.professors on delete cascade,
    foreign key (tenant_id, university_id, ufr_id, programme_id, level, subject_id)
      references campus.subjects (tenant_id, university_id, ufr_id, programme_id, level, id)
  );
  create index professors_by_name on campus.professors (tenant_id, name_key, id);
  create index professors_by_creation on campus.professors (tenant_id, created_at, id);
  create index professor_subjects_in_place
    on campus.professor_subjects (tenant_id, university_id, ufr_id, programme_id, level, subject_id);
  create index professor_subjects_by_subject on campus.professor_subjects (tenant_id, subject_id, professor_id);
  create index professor_subjects_by_university on campus.professor_subjects (tenant_id, university_id, professor_id);

  create table campus.staff (${person});
  ${identified('staff')};
  -- Where staff work: a whole university, or one UFR.
  create table campus.staff_places (
    tenant_id      uuid not null,
    staff_id       uuid not null,
    -- Of the university or of the UFR.
    place_id       uuid not null,
    university_id  uuid not null,
    ufr_id         uuid,
    primary key (tenant_id, staff_id, place_id),
    check (place_id = coalesce(ufr_id, university_id)),
    foreign key (tenant_id, staff_id) references campus.staff on delete cascade,
    foreign key (tenant_id, university_id) references campus.universities,
    foreign key (tenant_id, university_id, ufr_id) references campus.ufrs (tenant_id, university_id, id)
  );
  create index staff_by_name on campus.staff (tenant_id, name_key, id);
  create index staff_by_creation on campus.staff (tenant_id, created_at, id);
  create index staff_places_in_place on campus.staff_places (tenant_id, university_id, ufr_id);

  grant select, insert, delete, update (name, name_key, email, user_id, invited_at, number, version, updated_at)
    on campus.students to palier_app;
  grant select, insert, delete, update (university_id, ufr_id, programme_id, level, state, name_key, number, version, updated_at)
    on campus.enrolments to palier_app;
  grant select, insert, delete, update (name, name_key, email, user_id, invited_at, version, updated_at)
    on campus.professors, campus.staff to palier_app;
  grant select, insert, delete on campus.professor_subjects, campus.staff_places to palier_app`,
  declareTenantTable('campus.students', {
    holds: 'A student: number, name, address, and their account. An erasure takes the enrolments with it.',
    persons: [user('user_id', 'delete', `number, ${own}`), email('email', 'delete', `number, ${own}`)],
  }),
  declareTenantTable('campus.enrolments', {
    holds: 'Where a student is enrolled in a year, and at which level. It goes with the student.',
    persons: [
      {
        through: 'campus.students',
        erasure: 'delete',
        exports: ['year_id', 'university_id', 'ufr_id', 'programme_id', 'level', 'state', 'created_at'],
      },
    ],
    uuids: { ...structure, year_id: 'campus.years' },
  }),
  declareTenantTable('campus.professors', {
    holds: 'A professor: name, address, and their account.',
    persons: [user('user_id', 'delete', own), email('email', 'delete', own)],
  }),
  declareTenantTable('campus.professor_subjects', {
    holds: 'That a professor teaches a subject.',
    persons: [{ through: 'campus.professors', erasure: 'delete', exports: ['subject_id'] }],
    uuids: { ...structure, subject_id: 'campus.subjects' },
  }),
  declareTenantTable('campus.staff', {
    holds: 'A member of the staff: name, address, and their account.',
    persons: [user('user_id', 'delete', own), email('email', 'delete', own)],
  }),
  declareTenantTable('campus.staff_places', {
    holds: 'A university or a UFR in which a member of the staff works.',
    persons: [{ through: 'campus.staff', erasure: 'delete', exports: ['university_id', 'ufr_id'] }],
    uuids: {
      place_id: 'campus.universities or campus.ufrs',
      university_id: structure.university_id,
      ufr_id: structure.ufr_id,
    },
  }),
);
