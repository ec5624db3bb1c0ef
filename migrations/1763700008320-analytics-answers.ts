import { declareTenantTable, migration } from '#platform/database';

/** What is answered from the events themselves is kept for a day. */
export const AnalyticsAnswers1763700008320 = migration(
  `create table analytics.answers (
    tenant_id uuid not null,
    id        uuid not null,
    kind      text collate "C" not null,
    answer    json not null,
    made_at   timestamptz(3) not null default now(),
    primary key (tenant_id, id)
  );
  create index answers_by_time on analytics.answers (made_at);
  create table analytics.exports (
    tenant_id uuid not null,
    id        uuid not null,
    format    text collate "C" not null check (format in ('csv', 'ndjson')),
    digest    text collate "C" not null,
    bytes     bigint not null,
    made_at   timestamptz(3) not null default now(),
    primary key (tenant_id, id)
  );
  create index exports_by_digest on analytics.exports (tenant_id, digest);
  create index exports_by_time on analytics.exports (made_at);
  grant select, insert on analytics.answers to palier_app;
  grant select, insert, delete on analytics.exports to palier_app`,
  declareTenantTable('analytics.answers', {
    holds: 'The answer to a question on events: counts, without subjects.',
    uuids: { id: 'platform.operations' },
    retention: { column: 'made_at', after: '1 day' },
    archive: { notExported: 'made from events that are exported' },
  }),
  declareTenantTable('analytics.exports', {
    holds:
      'A file with events of the tenant, with their subjects as they were when it was made. The last three are kept.',
    uuids: { id: 'platform.operations' },
    retention: { column: 'made_at', after: '1 day' },
    // Copies of rows that the tenant has, of a bounded number and size.
    blobs: { digest: null },
    archive: { notExported: 'made from events that are exported' },
  }),
);
