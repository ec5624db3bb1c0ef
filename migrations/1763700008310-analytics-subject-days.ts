import { declareSharedTable, declareTenantTable, functionsOf, migration, subject } from '#platform/database';

/**
 * Who had events on a local day, and of which names. The hash is the key: it is shorter than the subject, and a range of it is
 * a sample of all subjects, the same on each day. Of two subjects with one hash, which are one in a million millions, one counts.
 */
const subjectDays = `
  create table analytics.subject_days (
    tenant_id uuid not null,
    day       date not null,
    hash      bigint not null generated always as (hashtextextended(subject, 0)) stored,
    subject   text collate "C" not null,
    names     text[] collate "C" not null,
    primary key (tenant_id, day, hash)
  ) partition by range (day);
  create table analytics.subject_days_default partition of analytics.subject_days default;
  create index subject_days_by_subject on analytics.subject_days (tenant_id, subject);
  grant select, insert, delete, update (subject, names) on analytics.subject_days to palier_app`;

/** Where an erasure gives a subject the id that another row of the day has already, the two become one. */
const mergeErased = `
  create trigger merge_subjects before update of subject on analytics.subject_days for each row
    when (new.subject is distinct from old.subject) execute function analytics.merge_subjects()`;

/**
 * The time zone in which the days of a tenant begin: null where none was made yet. Days before \`remade_to\` are still to be
 * made, in this zone; null once all are.
 */
const sets = `
  create table analytics.subject_sets (
    tenant_id uuid not null primary key,
    time_zone text collate "C",
    remade_to date
  );
  grant select, insert, update on analytics.subject_sets to palier_app`;

/**
 * Events that came before \`collected_to\` are in the days of their tenants, and those that were acknowledged before
 * \`fresh_to\`. \`expected\` is how many events, of those that came from the hour before that of \`collected_to\` on and before
 * it, the ledger knew; null where none can come to them.
 */
const collection = `
  create table analytics.subject_collection (
    one          boolean primary key default true check (one),
    collected_to timestamptz(3) not null,
    fresh_to     timestamptz(3) not null,
    expected     bigint
  );
  insert into analytics.subject_collection (collected_to, fresh_to)
    values (date_trunc('milliseconds', now()), date_trunc('milliseconds', now()))`;

const acrossTenants = `
  grant select, insert, update (names) on analytics.subject_days to palier_cross_tenant;
  grant select, insert, update (time_zone) on analytics.subject_sets to palier_cross_tenant;
  grant select, update on analytics.subject_collection to palier_cross_tenant;
  create policy cross_tenant on analytics.subject_days to palier_cross_tenant using (true) with check (true);
  create policy cross_tenant on analytics.subject_sets to palier_cross_tenant using (true) with check (true)`;

/** The different subjects of a period are counted from one set a day. */
export const AnalyticsSubjectDays1763700008310 = migration(
  ...[
    sets,
    subjectDays,
    functionsOf('analytics/subject-days/merge-subjects.sql'),
    mergeErased,
    collection,
    acrossTenants,
  ],
  // A purge deletes the rows of a table that is declared later first: of the days, before those that lock them.
  declareTenantTable('analytics.subject_sets', {
    holds: 'The time zone in which the days of subjects begin, and which are still to be made.',
    archive: { notExported: 'where the sets are that are made anew from the events' },
  }),
  declareTenantTable('analytics.subject_days', {
    holds: 'Who had events on a day, and of which names.',
    partitions: { span: 'month', by: 'day', ahead: 1, behind: 1, keep: '13 months' },
    retention: { column: 'day', after: '13 months', quota: 'eventDays' },
    persons: [subject('subject', 'pseudonym', 'day, names')],
    archive: { notExported: 'sets that are made anew from the events' },
  }),
  declareSharedTable('analytics.subject_collection', {
    holds: 'Up to when events are in the sets of subjects; one row.',
    through: 'functions',
  }),
);
