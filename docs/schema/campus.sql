-- The schema campus as all migrations and functions leave it: made from PostgreSQL's catalogue by `npm run docs`.
-- It is for reading, and no file runs it. The owner of all tables is palier_owner; palier_backup may read each of them.
-- What a table declares gives it these, which are only named here: row level security by `tenant` (rows of the tenant in force)
-- and `backup` (all rows, to read, for palier_backup); `person` (rows of the user in force); `erased_<column>`, a policy and a
-- trigger that refuse rows which name an erased person; `release_<column>`, a trigger that releases the files of deleted rows.

grant usage on schema campus to palier_app;
grant usage on schema campus to palier_backup;

-- An announcement to the students of a year at a place. It stays without an author when that user is erased. (tenant)
create table campus.announcements (
  tenant_id uuid not null,
  id uuid not null,
  year_id uuid not null,
  university_id uuid,
  ufr_id uuid,
  programme_id uuid,
  level text collate "C",
  author_id uuid,
  title text not null,
  body text not null,
  created_at timestamptz(3) not null default now(),
  constraint announcements_pkey primary key (tenant_id, id),
  constraint announcements_tenant_id_university_id_fkey foreign key (tenant_id, university_id) references campus.universities(tenant_id, id),
  constraint announcements_tenant_id_university_id_ufr_id_fkey foreign key (tenant_id, university_id, ufr_id) references campus.ufrs(tenant_id, university_id, id),
  constraint announcements_tenant_id_university_id_ufr_id_programme_id_fkey foreign key (tenant_id, university_id, ufr_id, programme_id) references campus.programmes(tenant_id, university_id, ufr_id, id),
  constraint announcements_tenant_id_year_id_fkey foreign key (tenant_id, year_id) references campus.years(tenant_id, id),
  constraint announcements_body_check check (length(body) <= 10000),
  constraint announcements_check check ((ufr_id is null) or (university_id is not null)),
  constraint announcements_check1 check ((programme_id is null) or (ufr_id is not null)),
  constraint announcements_level_check check (level in ('L1', 'L2', 'L3', 'M1', 'M2', 'D')),
  constraint announcements_title_check check ((length(title) >= 1) and (length(title) <= 200))
);
create index announcements_by_author on campus.announcements (tenant_id, author_id, created_at);
create index announcements_by_year on campus.announcements (tenant_id, year_id);
create index announcements_in_place on campus.announcements (tenant_id, university_id, ufr_id, programme_id);
-- Row level security: backup, erased_author_id, tenant.
-- Triggers: erased_author_id.
grant delete, insert, select on campus.announcements to palier_app;

-- A file of a chapter, with its name. It goes with the chapter. (tenant)
create table campus.attachments (
  tenant_id uuid not null,
  id uuid not null,
  chapter_id uuid not null,
  digest text collate "C" not null,
  bytes integer not null,
  name text not null,
  media_type text collate "C" not null,
  created_at timestamptz(3) not null default now(),
  constraint attachments_pkey primary key (tenant_id, id),
  constraint attachments_tenant_id_chapter_id_fkey foreign key (tenant_id, chapter_id) references campus.chapters(tenant_id, id),
  constraint attachments_bytes_check check (bytes > 0),
  constraint attachments_media_type_check check (media_type in ('application/pdf', 'image/jpeg', 'image/png', 'image/webp', 'audio/mpeg', 'audio/mp4', 'video/mp4', 'text/plain', 'text/csv', 'text/markdown', 'application/zip', 'application/octet-stream', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/vnd.openxmlformats-officedocument.presentationml.presentation', 'application/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.spreadsheet', 'application/vnd.oasis.opendocument.presentation')),
  constraint attachments_name_check check ((length(name) >= 1) and (length(name) <= 200))
);
create index attachments_by_chapter on campus.attachments (tenant_id, chapter_id, id);
create index attachments_by_digest on campus.attachments (tenant_id, digest);
-- Row level security: backup, tenant.
-- Triggers: release_digest.
grant delete, insert, select on campus.attachments to palier_app;

-- A chapter of a subject, in Markdown, by a professor. It stays without an author when the professor is erased. (tenant)
create table campus.chapters (
  tenant_id uuid not null,
  id uuid not null,
  subject_id uuid not null,
  university_id uuid not null,
  ufr_id uuid not null,
  programme_id uuid not null,
  level text collate "C" not null,
  professor_id uuid,
  title text not null,
  body text not null,
  position integer not null,
  state text collate "C" not null default 'draft',
  published_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint chapters_pkey primary key (tenant_id, id),
  constraint chapters_tenant_id_professor_id_fkey foreign key (tenant_id, professor_id) references campus.professors(tenant_id, id) on delete set null (professor_id),
  constraint chapters_tenant_id_university_id_ufr_id_programme_id_level_fkey foreign key (tenant_id, university_id, ufr_id, programme_id, level, subject_id) references campus.subjects(tenant_id, university_id, ufr_id, programme_id, level, id),
  constraint chapters_body_check check (length(body) <= 200000),
  constraint chapters_check check ((state = 'draft') or (published_at is not null)),
  constraint chapters_position_check check (("position" >= 1) and ("position" <= 1000000)),
  constraint chapters_state_check check (state in ('draft', 'published', 'archived')),
  constraint chapters_title_check check ((length(title) >= 1) and (length(title) <= 200))
);
create index chapters_by_creation on campus.chapters (tenant_id, created_at, id) include (level);
create index chapters_by_level on campus.chapters (tenant_id, programme_id, level, created_at, id);
create index chapters_by_position on campus.chapters (tenant_id, subject_id, "position", id);
create index chapters_by_professor on campus.chapters (tenant_id, professor_id, created_at, id);
create index chapters_by_programme on campus.chapters (tenant_id, programme_id, created_at, id);
create index chapters_by_state on campus.chapters (tenant_id, state, created_at, id);
create index chapters_by_subject on campus.chapters (tenant_id, subject_id, created_at, id);
create index chapters_by_ufr on campus.chapters (tenant_id, ufr_id, created_at, id);
create index chapters_in_place on campus.chapters (tenant_id, university_id, ufr_id, programme_id, level, subject_id);
-- Row level security: backup, tenant.
grant delete, insert, select, update (title, body, position, state, published_at, version, updated_at) on campus.chapters to palier_app;

-- A comment on a chapter, or an answer to one. It is emptied when its author is erased; the thread stays. (tenant)
create table campus.comments (
  tenant_id uuid not null,
  id uuid not null,
  chapter_id uuid not null,
  parent_id uuid,
  author_id uuid,
  by_professor boolean not null,
  body text,
  edited_at timestamptz(3),
  deleted_at timestamptz(3),
  reason text,
  created_at timestamptz(3) not null default now(),
  constraint comments_pkey primary key (tenant_id, id),
  constraint comments_tenant_id_chapter_id_fkey foreign key (tenant_id, chapter_id) references campus.chapters(tenant_id, id),
  constraint comments_tenant_id_parent_id_fkey foreign key (tenant_id, parent_id) references campus.comments(tenant_id, id),
  constraint comments_body_check check ((length(body) >= 1) and (length(body) <= 5000)),
  constraint comments_check check ((body is null) = (deleted_at is not null)),
  constraint comments_reason_check check ((length(reason) >= 1) and (length(reason) <= 500))
);
create index comments_by_author on campus.comments (tenant_id, author_id, created_at);
create index comments_by_chapter on campus.comments (tenant_id, chapter_id, created_at, id, parent_id);
create index comments_by_parent on campus.comments (tenant_id, parent_id, created_at, id);
-- Row level security: backup, erased_author_id, tenant.
-- Triggers: erased_author_id.
grant insert, select, update (body, edited_at, deleted_at, reason) on campus.comments to palier_app;

-- Where a student is enrolled in a year, and at which level. It goes with the student. (tenant)
create table campus.enrolments (
  tenant_id uuid not null,
  id uuid not null,
  student_id uuid not null,
  year_id uuid not null,
  university_id uuid not null,
  ufr_id uuid not null,
  programme_id uuid not null,
  level text collate "C" not null,
  state text collate "C" not null default 'active',
  name_key text collate "C" not null,
  number text collate "C" not null,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint enrolments_pkey primary key (tenant_id, id),
  constraint enrolments_of_student unique (tenant_id, student_id, year_id),
  constraint enrolments_tenant_id_student_id_fkey foreign key (tenant_id, student_id) references campus.students(tenant_id, id) on delete cascade,
  constraint enrolments_tenant_id_university_id_ufr_id_programme_id_fkey foreign key (tenant_id, university_id, ufr_id, programme_id) references campus.programmes(tenant_id, university_id, ufr_id, id),
  constraint enrolments_tenant_id_year_id_fkey foreign key (tenant_id, year_id) references campus.years(tenant_id, id),
  constraint enrolments_level_check check (level in ('L1', 'L2', 'L3', 'M1', 'M2', 'D')),
  constraint enrolments_state_check check (state in ('active', 'suspended', 'left'))
);
create index enrolments_by_programme_creation on campus.enrolments (tenant_id, year_id, programme_id, created_at, id, level, state);
create index enrolments_by_programme_name on campus.enrolments (tenant_id, year_id, programme_id, name_key, id, level, state);
create index enrolments_by_programme_number on campus.enrolments (tenant_id, year_id, programme_id, number, id, level, state);
create index enrolments_by_ufr_creation on campus.enrolments (tenant_id, year_id, ufr_id, created_at, id, level, state);
create index enrolments_by_ufr_name on campus.enrolments (tenant_id, year_id, ufr_id, name_key, id, level, state);
create index enrolments_by_ufr_number on campus.enrolments (tenant_id, year_id, ufr_id, number, id, level, state);
create index enrolments_by_university_creation on campus.enrolments (tenant_id, year_id, university_id, created_at, id, level, state);
create index enrolments_by_university_name on campus.enrolments (tenant_id, year_id, university_id, name_key, id, level, state);
create index enrolments_by_university_number on campus.enrolments (tenant_id, year_id, university_id, number, id, level, state);
create index enrolments_by_year_creation on campus.enrolments (tenant_id, year_id, created_at, id, level, state);
create index enrolments_by_year_name on campus.enrolments (tenant_id, year_id, name_key, id, level, state);
create index enrolments_by_year_number on campus.enrolments (tenant_id, year_id, number, id, level, state);
create index enrolments_in_place on campus.enrolments (tenant_id, university_id, ufr_id, programme_id);
-- Row level security: backup, tenant.
grant delete, insert, select, update (university_id, ufr_id, programme_id, level, state, name_key, number, version, updated_at) on campus.enrolments to palier_app;

-- A file with enrolments of a year and their students, as they were when it was made. The last three are kept. (tenant)
create table campus.exports (
  tenant_id uuid not null,
  id uuid not null,
  scope text collate "C" not null,
  digest text collate "C" not null,
  bytes bigint not null,
  made_at timestamptz(3) not null default now(),
  constraint exports_pkey primary key (tenant_id, id)
);
create index exports_by_digest on campus.exports (tenant_id, digest);
create index exports_by_time on campus.exports (made_at);
-- Row level security: backup, tenant.
-- Triggers: release_digest.
grant delete, insert, select on campus.exports to palier_app;

-- Of which kinds a user of a campus does not want to be notified. (person)
create table campus.notification_settings (
  tenant_id uuid not null,
  user_id uuid not null,
  off text[] collate "C" not null,
  constraint notification_settings_pkey primary key (tenant_id, user_id),
  constraint notification_settings_off_check check (cardinality(off) <= 20)
);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant insert, select, update (off) on campus.notification_settings to palier_app;

-- That something concerns a user of a campus, and whether they have read it. (person)
create table campus.notifications (
  tenant_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  kind text collate "C" not null,
  about_id uuid not null,
  chapter_id uuid,
  read_at timestamptz(3),
  created_at timestamptz(3) not null,
  constraint notifications_pkey primary key (tenant_id, user_id, id),
  constraint notifications_of_one unique (tenant_id, user_id, about_id, kind),
  constraint notifications_kind_check check ((length(kind) >= 1) and (length(kind) <= 50))
);
create index notifications_by_age on campus.notifications (created_at);
create index notifications_unread on campus.notifications (tenant_id, user_id, id) where (read_at is null);
-- Row level security: backup, erased_user_id, person, tenant.
-- Triggers: erased_user_id.
grant select, update (read_at) on campus.notifications to palier_app;

-- Whether a student passes at the end of a year, repeats or leaves. It goes with the student. (tenant)
create table campus.passage_decisions (
  tenant_id uuid not null,
  year_id uuid not null,
  student_id uuid not null,
  decision text collate "C" not null,
  decided_at timestamptz(3) not null default now(),
  constraint passage_decisions_pkey primary key (tenant_id, year_id, student_id),
  constraint passage_decisions_tenant_id_student_id_fkey foreign key (tenant_id, student_id) references campus.students(tenant_id, id) on delete cascade,
  constraint passage_decisions_tenant_id_year_id_fkey foreign key (tenant_id, year_id) references campus.years(tenant_id, id),
  constraint passage_decisions_decision_check check (decision in ('pass', 'repeat', 'leave'))
);
create index passage_decisions_by_student on campus.passage_decisions (tenant_id, student_id);
-- Row level security: backup, tenant.
grant insert, select, update (decision, decided_at) on campus.passage_decisions to palier_app;

-- The last file of decisions, while they are taken from it. (tenant)
create table campus.passage_files (
  tenant_id uuid not null,
  id uuid not null,
  digest text collate "C" not null,
  created_at timestamptz(3) not null default now(),
  constraint passage_files_pkey primary key (tenant_id, id)
);
create index passage_files_by_creation on campus.passage_files (created_at);
create index passage_files_by_digest on campus.passage_files (tenant_id, digest);
-- Row level security: backup, tenant.
-- Triggers: release_digest.
grant delete, insert, select on campus.passage_files to palier_app;

-- Where a student goes in the next year by a plan, and what became of that. It goes with the student. (tenant)
create table campus.passage_lines (
  tenant_id uuid not null,
  plan_id uuid not null,
  student_id uuid not null,
  year_id uuid not null,
  enrolment_id uuid not null,
  enrolment_version integer not null,
  number text collate "C" not null,
  name_key text collate "C" not null,
  decision text collate "C",
  programme_id uuid,
  level text collate "C",
  problem text collate "C",
  reason text,
  state text collate "C" not null default 'planned',
  made_id uuid,
  constraint passage_lines_pkey primary key (tenant_id, plan_id, student_id),
  constraint passage_lines_tenant_id_plan_id_fkey foreign key (tenant_id, plan_id) references campus.passage_plans(tenant_id, id) on delete cascade,
  constraint passage_lines_tenant_id_student_id_fkey foreign key (tenant_id, student_id) references campus.students(tenant_id, id) on delete cascade,
  constraint passage_lines_check check ((programme_id is null) = (level is null)),
  constraint passage_lines_decision_check check (decision in ('pass', 'repeat', 'leave')),
  constraint passage_lines_level_check check (level in ('L1', 'L2', 'L3', 'M1', 'M2', 'D')),
  constraint passage_lines_problem_check check (problem in ('undecided', 'no_rule', 'archived', 'not_offered', 'enrolled', 'changed')),
  constraint passage_lines_reason_check check ((length(reason) >= 1) and (length(reason) <= 500)),
  constraint passage_lines_state_check check (state in ('planned', 'applied', 'undone'))
);
create index passage_lines_applied on campus.passage_lines (tenant_id, year_id, student_id) where (state = 'applied');
create index passage_lines_by_hand on campus.passage_lines (tenant_id, plan_id) where (reason is not null);
create index passage_lines_by_name on campus.passage_lines (tenant_id, plan_id, name_key, student_id);
create index passage_lines_by_number on campus.passage_lines (tenant_id, plan_id, number, student_id);
create index passage_lines_by_place on campus.passage_lines (tenant_id, plan_id, programme_id, level);
create index passage_lines_by_problem on campus.passage_lines (tenant_id, plan_id, problem) where (problem is not null);
create index passage_lines_by_student on campus.passage_lines (tenant_id, student_id);
-- Row level security: backup, tenant.
grant insert, select, update (programme_id, level, problem, reason, state, made_id) on campus.passage_lines to palier_app;

-- A plan of passages from one year into the next. Its lines go with it. (tenant)
create table campus.passage_plans (
  tenant_id uuid not null,
  id uuid not null,
  from_year_id uuid not null,
  to_year_id uuid not null,
  university_id uuid,
  ufr_id uuid,
  programme_id uuid,
  state text collate "C" not null default 'planning',
  operation_id uuid not null,
  done_id uuid,
  done integer not null default 0,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint passage_plans_pkey primary key (tenant_id, id),
  constraint passage_plans_tenant_id_from_year_id_fkey foreign key (tenant_id, from_year_id) references campus.years(tenant_id, id),
  constraint passage_plans_tenant_id_to_year_id_fkey foreign key (tenant_id, to_year_id) references campus.years(tenant_id, id),
  constraint passage_plans_state_check check (state in ('planning', 'planned', 'applying', 'applied', 'undoing', 'undone'))
);
create index passage_plans_by_creation on campus.passage_plans (created_at);
create index passage_plans_by_from_year on campus.passage_plans (tenant_id, from_year_id);
create index passage_plans_by_to_year on campus.passage_plans (tenant_id, to_year_id);
-- Row level security: backup, tenant.
grant insert, select, update (state, operation_id, done_id, done, version, updated_at) on campus.passage_plans to palier_app;

-- Where students of a programme and level go in the next year: who passes, and who repeats. (tenant)
create table campus.passage_rules (
  tenant_id uuid not null,
  programme_id uuid not null,
  level text collate "C" not null,
  pass_programme_id uuid,
  pass_level text collate "C",
  repeat_programme_id uuid not null,
  repeat_level text collate "C" not null,
  constraint passage_rules_pkey primary key (tenant_id, programme_id, level),
  constraint passage_rules_tenant_id_pass_programme_id_fkey foreign key (tenant_id, pass_programme_id) references campus.programmes(tenant_id, id),
  constraint passage_rules_tenant_id_programme_id_fkey foreign key (tenant_id, programme_id) references campus.programmes(tenant_id, id) on delete cascade,
  constraint passage_rules_tenant_id_repeat_programme_id_fkey foreign key (tenant_id, repeat_programme_id) references campus.programmes(tenant_id, id),
  constraint passage_rules_check check ((pass_programme_id is null) = (pass_level is null)),
  constraint passage_rules_level_check check (level in ('L1', 'L2', 'L3', 'M1', 'M2', 'D')),
  constraint passage_rules_pass_level_check check (pass_level in ('L1', 'L2', 'L3', 'M1', 'M2', 'D')),
  constraint passage_rules_repeat_level_check check (repeat_level in ('L1', 'L2', 'L3', 'M1', 'M2', 'D'))
);
create index passage_rules_by_pass on campus.passage_rules (tenant_id, pass_programme_id);
create index passage_rules_by_repeat on campus.passage_rules (tenant_id, repeat_programme_id);
-- Row level security: backup, tenant.
grant insert, select, update (pass_programme_id, pass_level, repeat_programme_id, repeat_level) on campus.passage_rules to palier_app;

-- That a professor teaches a subject. (tenant)
create table campus.professor_subjects (
  tenant_id uuid not null,
  professor_id uuid not null,
  subject_id uuid not null,
  university_id uuid not null,
  ufr_id uuid not null,
  programme_id uuid not null,
  level text collate "C" not null,
  constraint professor_subjects_pkey primary key (tenant_id, professor_id, subject_id),
  constraint professor_subjects_tenant_id_professor_id_fkey foreign key (tenant_id, professor_id) references campus.professors(tenant_id, id) on delete cascade,
  constraint professor_subjects_tenant_id_university_id_ufr_id_programm_fkey foreign key (tenant_id, university_id, ufr_id, programme_id, level, subject_id) references campus.subjects(tenant_id, university_id, ufr_id, programme_id, level, id)
);
create index professor_subjects_by_subject on campus.professor_subjects (tenant_id, subject_id, professor_id);
create index professor_subjects_by_university on campus.professor_subjects (tenant_id, university_id, professor_id);
create index professor_subjects_in_place on campus.professor_subjects (tenant_id, university_id, ufr_id, programme_id, level, subject_id);
-- Row level security: backup, tenant.
grant delete, insert, select on campus.professor_subjects to palier_app;

-- A professor: name, address, and their account. (tenant)
create table campus.professors (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  email text collate "C" not null,
  user_id uuid,
  invited_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint professors_pkey primary key (tenant_id, id),
  constraint professors_email_check check ((length(email) >= 3) and (length(email) <= 254)),
  constraint professors_name_check check ((length(name) >= 1) and (length(name) <= 200))
);
create index professors_by_creation on campus.professors (tenant_id, created_at, id);
create index professors_by_name on campus.professors (tenant_id, name_key, id);
create unique index professors_by_email on campus.professors (tenant_id, email);
create unique index professors_by_user on campus.professors (tenant_id, user_id) where (user_id is not null);
-- Row level security: backup, erased_user_id, tenant.
-- Triggers: erased_user_id.
grant delete, insert, select, update (name, name_key, email, user_id, invited_at, version, updated_at) on campus.professors to palier_app;

-- A programme of a UFR, with the levels that it has. (tenant)
create table campus.programmes (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  archived_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  university_id uuid not null,
  ufr_id uuid not null,
  code text collate "C" not null,
  levels text[] collate "C" not null,
  constraint programmes_pkey primary key (tenant_id, id),
  constraint programmes_by_code unique (tenant_id, university_id, code),
  constraint programmes_tenant_id_university_id_ufr_id_fkey foreign key (tenant_id, university_id, ufr_id) references campus.ufrs(tenant_id, university_id, id),
  constraint programmes_code_check check ((length(code) >= 1) and (length(code) <= 50)),
  constraint programmes_levels_check check ((cardinality(levels) >= 1) and (cardinality(levels) <= 6)),
  constraint programmes_name_check check ((length(name) >= 1) and (length(name) <= 200))
);
create unique index programmes_by_name on campus.programmes (tenant_id, ufr_id, name_key);
create unique index programmes_in_place on campus.programmes (tenant_id, university_id, ufr_id, id);
-- Row level security: backup, tenant.
grant delete, insert, select, update (name, name_key, archived_at, version, updated_at, code, levels) on campus.programmes to palier_app;

-- A student on a line of a roster. (tenant)
create table campus.roster_lines (
  tenant_id uuid not null,
  roster_id uuid not null,
  line integer not null,
  number text collate "C" not null,
  name text not null,
  name_key text collate "C" not null,
  email text collate "C" not null,
  university_id uuid not null,
  ufr_id uuid not null,
  programme_id uuid not null,
  level text collate "C" not null,
  state text collate "C" not null,
  constraint roster_lines_pkey primary key (tenant_id, roster_id, line),
  constraint roster_lines_by_number unique (tenant_id, number, roster_id),
  constraint roster_lines_tenant_id_roster_id_fkey foreign key (tenant_id, roster_id) references campus.rosters(tenant_id, id) on delete cascade
);
create index roster_lines_by_email on campus.roster_lines (tenant_id, email);
-- Row level security: backup, tenant.
grant delete, insert, select on campus.roster_lines to palier_app;

-- A line of a roster that was refused: which student, which field, and why. (tenant)
create table campus.roster_refusals (
  tenant_id uuid not null,
  roster_id uuid not null,
  line integer not null,
  number text collate "C",
  field text collate "C" not null,
  reason text collate "C" not null,
  constraint roster_refusals_pkey primary key (tenant_id, roster_id, line),
  constraint roster_refusals_tenant_id_roster_id_fkey foreign key (tenant_id, roster_id) references campus.rosters(tenant_id, id) on delete cascade,
  constraint roster_refusals_number_check check (length(number) <= 50)
);
create index roster_refusals_by_number on campus.roster_refusals (tenant_id, number, roster_id);
-- Row level security: backup, tenant.
grant delete, insert, select on campus.roster_refusals to palier_app;

-- A file of the students of a year, which is checked and then applied; its lines and the file go then. (tenant)
create table campus.rosters (
  tenant_id uuid not null,
  id uuid not null,
  year_id uuid not null,
  digest text collate "C",
  encoding text collate "C" not null,
  separator text collate "C" not null,
  columns text[] not null,
  state text collate "C" not null default 'received',
  mapping jsonb,
  counts jsonb,
  end_missing boolean not null default false,
  applied_line integer not null default 0,
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint rosters_pkey primary key (tenant_id, id),
  constraint rosters_tenant_id_year_id_fkey foreign key (tenant_id, year_id) references campus.years(tenant_id, id),
  constraint rosters_encoding_check check (encoding in ('utf-8', 'windows-1252')),
  constraint rosters_separator_check check (separator in (';', ',', '	')),
  constraint rosters_state_check check (state in ('received', 'checked', 'applied'))
);
create index rosters_by_creation on campus.rosters (created_at);
create index rosters_by_digest on campus.rosters (tenant_id, digest);
create index rosters_by_year on campus.rosters (tenant_id, year_id);
-- Row level security: backup, tenant.
-- Triggers: release_digest.
grant delete, insert, select, update (digest, state, mapping, counts, end_missing, applied_line, version, updated_at) on campus.rosters to palier_app;

-- A member of the staff: name, address, and their account. (tenant)
create table campus.staff (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  email text collate "C" not null,
  user_id uuid,
  invited_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint staff_pkey primary key (tenant_id, id),
  constraint staff_email_check check ((length(email) >= 3) and (length(email) <= 254)),
  constraint staff_name_check check ((length(name) >= 1) and (length(name) <= 200))
);
create index staff_by_creation on campus.staff (tenant_id, created_at, id);
create index staff_by_name on campus.staff (tenant_id, name_key, id);
create unique index staff_by_email on campus.staff (tenant_id, email);
create unique index staff_by_user on campus.staff (tenant_id, user_id) where (user_id is not null);
-- Row level security: backup, erased_user_id, tenant.
-- Triggers: erased_user_id.
grant delete, insert, select, update (name, name_key, email, user_id, invited_at, version, updated_at) on campus.staff to palier_app;

-- A university or a UFR in which a member of the staff works. (tenant)
create table campus.staff_places (
  tenant_id uuid not null,
  staff_id uuid not null,
  place_id uuid not null,
  university_id uuid not null,
  ufr_id uuid,
  constraint staff_places_pkey primary key (tenant_id, staff_id, place_id),
  constraint staff_places_tenant_id_staff_id_fkey foreign key (tenant_id, staff_id) references campus.staff(tenant_id, id) on delete cascade,
  constraint staff_places_tenant_id_university_id_fkey foreign key (tenant_id, university_id) references campus.universities(tenant_id, id),
  constraint staff_places_tenant_id_university_id_ufr_id_fkey foreign key (tenant_id, university_id, ufr_id) references campus.ufrs(tenant_id, university_id, id),
  constraint staff_places_check check (place_id = coalesce(ufr_id, university_id))
);
create index staff_places_in_place on campus.staff_places (tenant_id, university_id, ufr_id);
-- Row level security: backup, tenant.
grant delete, insert, select on campus.staff_places to palier_app;

-- A word of the name, number or address of a student, for the search. It goes with the student. (tenant)
create table campus.student_words (
  tenant_id uuid not null,
  student_id uuid not null,
  word text collate "C" not null,
  constraint student_words_pkey primary key (tenant_id, student_id, word),
  constraint student_words_tenant_id_student_id_fkey foreign key (tenant_id, student_id) references campus.students(tenant_id, id) on delete cascade
);
create index student_words_by_word on campus.student_words (tenant_id, word, student_id);
-- Row level security: backup, tenant.
grant delete, insert, select on campus.student_words to palier_app;

-- A student: number, name, address, and their account. An erasure takes the enrolments with it. (tenant)
create table campus.students (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  email text collate "C" not null,
  user_id uuid,
  invited_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  number text collate "C" not null,
  constraint students_pkey primary key (tenant_id, id),
  constraint students_by_number unique (tenant_id, number),
  constraint students_email_check check ((length(email) >= 3) and (length(email) <= 254)),
  constraint students_name_check check ((length(name) >= 1) and (length(name) <= 200)),
  constraint students_number_check check ((length(number) >= 1) and (length(number) <= 50))
);
create index students_by_name on campus.students (tenant_id, name_key, id);
create unique index students_by_email on campus.students (tenant_id, email);
create unique index students_by_user on campus.students (tenant_id, user_id) where (user_id is not null);
-- Row level security: backup, erased_user_id, tenant.
-- Triggers: erased_user_id.
create trigger note_changed_students after update on campus.students referencing old table as old_students new table as new_students for each statement
  execute function campus.note_changed_students();
create trigger note_new_students after insert on campus.students referencing new table as new_students for each statement
  execute function campus.note_new_students();
grant delete, insert, select, update (name, name_key, email, user_id, invited_at, version, updated_at, number) on campus.students to palier_app;

-- A subject of one level of a programme. (tenant)
create table campus.subjects (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  archived_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  university_id uuid not null,
  ufr_id uuid not null,
  programme_id uuid not null,
  level text collate "C" not null,
  constraint subjects_pkey primary key (tenant_id, id),
  constraint subjects_by_name unique (tenant_id, programme_id, level, name_key),
  constraint subjects_tenant_id_university_id_ufr_id_programme_id_fkey foreign key (tenant_id, university_id, ufr_id, programme_id) references campus.programmes(tenant_id, university_id, ufr_id, id),
  constraint subjects_level_check check (level in ('L1', 'L2', 'L3', 'M1', 'M2', 'D')),
  constraint subjects_name_check check ((length(name) >= 1) and (length(name) <= 200))
);
create index subjects_by_programme on campus.subjects (tenant_id, programme_id, name_key, level);
create unique index subjects_in_place on campus.subjects (tenant_id, university_id, ufr_id, programme_id, level, id);
-- Row level security: backup, tenant.
grant delete, insert, select, update (name, name_key, archived_at, version, updated_at) on campus.subjects to palier_app;

-- A part of a university that teaches and does research (UFR). (tenant)
create table campus.ufrs (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  archived_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  university_id uuid not null,
  constraint ufrs_pkey primary key (tenant_id, id),
  constraint ufrs_by_name unique (tenant_id, university_id, name_key),
  constraint ufrs_tenant_id_university_id_id_key unique (tenant_id, university_id, id),
  constraint ufrs_tenant_id_university_id_fkey foreign key (tenant_id, university_id) references campus.universities(tenant_id, id),
  constraint ufrs_name_check check ((length(name) >= 1) and (length(name) <= 200))
);
-- Row level security: backup, tenant.
grant delete, insert, select, update (name, name_key, archived_at, version, updated_at) on campus.ufrs to palier_app;

-- A university of the tenant. (tenant)
create table campus.universities (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  archived_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint universities_pkey primary key (tenant_id, id),
  constraint universities_by_name unique (tenant_id, name_key),
  constraint universities_name_check check ((length(name) >= 1) and (length(name) <= 200))
);
-- Row level security: backup, tenant.
grant delete, insert, select, update (name, name_key, archived_at, version, updated_at) on campus.universities to palier_app;

-- An academic year, which is prepared, open or closed. (tenant)
create table campus.years (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  starts_on date not null,
  ends_on date not null,
  state text collate "C" not null default 'preparing',
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint years_pkey primary key (tenant_id, id),
  constraint years_by_name unique (tenant_id, name_key),
  constraint years_check check (ends_on > starts_on),
  constraint years_name_check check ((length(name) >= 1) and (length(name) <= 50)),
  constraint years_state_check check (state in ('preparing', 'open', 'closed'))
);
create index years_by_start on campus.years (tenant_id, starts_on, id);
create unique index years_open on campus.years (tenant_id) where (state = 'open');
-- Row level security: backup, tenant.
grant delete, insert, select, update (name, name_key, starts_on, ends_on, state, version, updated_at) on campus.years to palier_app;

-- libs/campus/students/find-students.sql: for palier_app
function campus.find_students(given text[])
  returns setof uuid language plpgsql stable;

-- libs/campus/students/student-words.sql: for its owner
function campus.note_changed_students()
  returns trigger language plpgsql;

-- libs/campus/students/student-words.sql: for its owner
function campus.note_new_students()
  returns trigger language plpgsql;

-- libs/campus/notifications/notify.sql: for palier_app, with the rights of palier_owner
function campus.notify(cause uuid, what text, about uuid, chapter uuid, users uuid[])
  returns setof uuid language sql;

-- libs/campus/students/find-students.sql: for palier_app
function campus.words_near(word text)
  returns setof text language sql immutable;

-- libs/campus/students/student-words.sql: for palier_app
function campus.words_of(texts text)
  returns setof text language sql immutable;
