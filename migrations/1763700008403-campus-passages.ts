import { declareTenantTable, migration } from '#platform/database';

/** L1 to doctorate. */
const LEVELS = "('L1', 'L2', 'L3', 'M1', 'M2', 'D')";

const ofPlan = {
  notExported: 'The enrolments that it made are.',
  notImported: 'It is not exported.',
  notCopied: 'It is not exported.',
};

/** What becomes of students at the end of a year: rules, decisions, and plans of both, which are applied and undone. */
export const CampusPassages1763700008403 = migration(
  `-- Where who passes at a level of a programme goes, and who repeats it.
  create table campus.passage_rules (
    tenant_id           uuid not null,
    programme_id        uuid not null,
    level               text collate "C" not null check (level in ${LEVELS}),
    -- Null where the cycle ends.
    pass_programme_id   uuid,
    pass_level          text collate "C" check (pass_level in ${LEVELS}),
    repeat_programme_id uuid not null,
    repeat_level        text collate "C" not null check (repeat_level in ${LEVELS}),
    primary key (tenant_id, programme_id, level),
    check ((pass_programme_id is null) = (pass_level is null)),
    foreign key (tenant_id, programme_id) references campus.programmes on delete cascade,
    foreign key (tenant_id, pass_programme_id) references campus.programmes,
    foreign key (tenant_id, repeat_programme_id) references campus.programmes
  );
  create index passage_rules_by_pass on campus.passage_rules (tenant_id, pass_programme_id);
  create index passage_rules_by_repeat on campus.passage_rules (tenant_id, repeat_programme_id);

  create table campus.passage_decisions (
    tenant_id  uuid not null,
    year_id    uuid not null,
    student_id uuid not null,
    decision   text collate "C" not null check (decision in ('pass', 'repeat', 'leave')),
    decided_at timestamptz(3) not null default now(),
    primary key (tenant_id, year_id, student_id),
    foreign key (tenant_id, year_id) references campus.years,
    foreign key (tenant_id, student_id) references campus.students on delete cascade
  );
  create index passage_decisions_by_student on campus.passage_decisions (tenant_id, student_id);

  create table campus.passage_files (
    tenant_id  uuid not null,
    id         uuid not null,
    digest     text collate "C" not null,
    created_at timestamptz(3) not null default now(),
    primary key (tenant_id, id)
  );
  create index passage_files_by_digest on campus.passage_files (tenant_id, digest);
  create index passage_files_by_creation on campus.passage_files (created_at);

  create table campus.passage_plans (
    tenant_id     uuid not null,
    id            uuid not null,
    from_year_id  uuid not null,
    to_year_id    uuid not null,
    -- Whose students it is about; null for all below.
    university_id uuid,
    ufr_id        uuid,
    programme_id  uuid,
    state         text collate "C" not null default 'planning'
      check (state in ('planning', 'planned', 'applying', 'applied', 'undoing', 'undone')),
    -- That made, applies or undoes it.
    operation_id  uuid not null,
    -- The student of the last line that was applied or undone, and how many were.
    done_id       uuid,
    done          integer not null default 0,
    version       integer not null default 1,
    created_at    timestamptz(3) not null default now(),
    updated_at    timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, from_year_id) references campus.years,
    foreign key (tenant_id, to_year_id) references campus.years
  );
  create index passage_plans_by_from_year on campus.passage_plans (tenant_id, from_year_id);
  create index passage_plans_by_to_year on campus.passage_plans (tenant_id, to_year_id);
  create index passage_plans_by_creation on campus.passage_plans (created_at);

  create table campus.passage_lines (
    tenant_id         uuid not null,
    plan_id           uuid not null,
    student_id        uuid not null,
    -- The year into which the student passes.
    year_id           uuid not null,
    -- The enrolment that was read, as it was.
    enrolment_id      uuid not null,
    enrolment_version integer not null,
    number            text collate "C" not null,
    name_key          text collate "C" not null,
    decision          text collate "C" check (decision in ('pass', 'repeat', 'leave')),
    -- Null where the cycle ends or the student leaves.
    programme_id      uuid,
    level             text collate "C" check (level in ${LEVELS}),
    problem           text collate "C"
      check (problem in ('undecided', 'no_rule', 'archived', 'not_offered', 'enrolled', 'changed')),
    -- Why the destination was chosen by hand.
    reason            text check (length(reason) between 1 and 500),
    state             text collate "C" not null default 'planned' check (state in ('planned', 'applied', 'undone')),
    -- The enrolment of the next year that was made, at version 1.
    made_id           uuid,
    primary key (tenant_id, plan_id, student_id),
    check ((programme_id is null) = (level is null)),
    foreign key (tenant_id, plan_id) references campus.passage_plans on delete cascade,
    foreign key (tenant_id, student_id) references campus.students on delete cascade
  );
  create index passage_lines_by_student on campus.passage_lines (tenant_id, student_id);
  create index passage_lines_by_number on campus.passage_lines (tenant_id, plan_id, number, student_id);
  create index passage_lines_by_name on campus.passage_lines (tenant_id, plan_id, name_key, student_id);
  create index passage_lines_by_place on campus.passage_lines (tenant_id, plan_id, programme_id, level);
  create index passage_lines_by_problem on campus.passage_lines (tenant_id, plan_id, problem) where problem is not null;
  create index passage_lines_by_hand on campus.passage_lines (tenant_id, plan_id) where reason is not null;
  create index passage_lines_applied on campus.passage_lines (tenant_id, year_id, student_id) where state = 'applied';

  grant select, insert, update (pass_programme_id, pass_level, repeat_programme_id, repeat_level)
    on campus.passage_rules to palier_app;
  grant select, insert, update (decision, decided_at) on campus.passage_decisions to palier_app;
  grant select, insert, delete on campus.passage_files to palier_app;
  grant select, insert, update (state, operation_id, done_id, done, version, updated_at) on campus.passage_plans to palier_app;
  grant select, insert, update (programme_id, level, problem, reason, state, made_id) on campus.passage_lines to palier_app`,
  declareTenantTable('campus.passage_rules', {
    holds: 'Where students of a programme and level go in the next year: who passes, and who repeats.',
    uuids: { pass_programme_id: 'campus.programmes', repeat_programme_id: 'campus.programmes' },
  }),
  declareTenantTable('campus.passage_decisions', {
    holds: 'Whether a student passes at the end of a year, repeats or leaves. It goes with the student.',
    persons: [{ through: 'campus.students', erasure: 'delete', exports: ['year_id', 'decision', 'decided_at'] }],
  }),
  declareTenantTable('campus.passage_files', {
    holds: 'The last file of decisions, while they are taken from it.',
    retention: { column: 'created_at', after: '1 day' },
    blobs: { digest: null },
    archive: {
      notExported: 'Its decisions are.',
      notImported: 'It is not exported.',
      notCopied: 'It is not exported.',
    },
  }),
  declareTenantTable('campus.passage_plans', {
    holds: 'A plan of passages from one year into the next. Its lines go with it.',
    uuids: {
      from_year_id: 'campus.years',
      to_year_id: 'campus.years',
      university_id: 'campus.universities',
      ufr_id: 'campus.ufrs',
      programme_id: 'campus.programmes',
      operation_id: 'platform.operations',
      done_id: 'campus.students',
    },
    retention: { column: 'created_at', after: '2 years' },
    archive: ofPlan,
  }),
  declareTenantTable('campus.passage_lines', {
    holds: 'Where a student goes in the next year by a plan, and what became of that. It goes with the student.',
    persons: [
      {
        through: 'campus.students',
        erasure: 'delete',
        exports: ['year_id', 'decision', 'programme_id', 'level', 'reason', 'state'],
      },
    ],
    uuids: {
      year_id: 'campus.years',
      enrolment_id: 'campus.enrolments',
      programme_id: 'campus.programmes',
      made_id: 'campus.enrolments',
    },
    archive: ofPlan,
  }),
);
