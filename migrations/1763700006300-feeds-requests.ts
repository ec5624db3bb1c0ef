import { declareTenantTable, migration } from '#platform/database';

/** The feeds that tenants ask to follow, one by one or by an imported OPML file, and what became of each. */
export const FeedsRequests1763700006300 = migration(
  `create table feeds.import_lines (
    tenant_id       uuid not null,
    import_id       uuid not null,
    line            integer not null check (line > 0),
    url             text not null,
    -- The Authorization header of its requests, until the line is done.
    credentials     bytea,
    title           text,
    -- The name of its folder in the file, or the folder that was chosen.
    folder          text,
    folder_id       uuid,
    interval_minutes integer,
    tags            text[] not null,
    status          text collate "C" not null check (status in ('waiting', 'added', 'known', 'refused')),
    -- The code of the problem that refused it.
    error           text collate "C",
    subscription_id uuid,
    created_at      timestamptz(3) not null default now(),
    primary key (tenant_id, import_id, line),
    check (credentials is null or status = 'waiting')
  );
  create index import_lines_by_status on feeds.import_lines (tenant_id, import_id, status, line);
  create index import_lines_by_age on feeds.import_lines (created_at);
  grant select, insert, update (status, error, subscription_id, credentials) on feeds.import_lines to palier_app`,
  declareTenantTable('feeds.import_lines', {
    holds: 'A feed that a tenant asked to follow, by itself or in an imported OPML file, and what became of it.',
    uuids: { import_id: 'platform.operations', folder_id: 'feeds.folders', subscription_id: 'feeds.subscriptions' },
    sealed: { credentials: 'feeds.credentials' },
    retention: { column: 'created_at', after: '30 days' },
    archive: { notExported: 'the progress of jobs that are not exported' },
  }),
);
