import { declareTenantTable, migration, subject } from '#platform/database';

/** Persons without an account can be erased from the events. */
export const AnalyticsSubjectErasures1763700008240 = migration(
  // The subject stands here and not in a job, whose payload is kept and shown, until it is replaced.
  `create table analytics.subject_erasures (
    tenant_id uuid not null,
    id        uuid not null,
    subject   text collate "C",
    pseudonym uuid,
    events    bigint not null default 0,
    rejected  bigint not null default 0,
    asked_at  timestamptz(3) not null default now(),
    primary key (tenant_id, id)
  );
  create index subject_erasures_by_subject on analytics.subject_erasures (tenant_id, subject) where subject is not null;
  create index subject_erasures_by_time on analytics.subject_erasures (asked_at);
  grant select, insert, update (subject, pseudonym, events, rejected) on analytics.subject_erasures to palier_app;
  -- What locks a row may change it.
  grant update (subject) on analytics.quarantine to palier_app`,
  declareTenantTable('analytics.subject_erasures', {
    holds: 'An erasure of a subject from the events that was asked for; the subject itself only until it is replaced.',
    persons: [subject('subject', 'detach', { none: 'their events are exported where they stand' })],
    uuids: { pseudonym: 'what replaces the subject', id: 'platform.operations' },
    retention: { column: 'asked_at', after: '7 days' },
    archive: { notExported: 'the progress of jobs that are not exported' },
  }),
);
