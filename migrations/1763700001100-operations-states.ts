import { declareTenantTable, migration } from '#platform/database';

/** Slow work as its clients follow it. */
export const OperationsStates1763700001100 = migration(
  `
    create table platform.operations (
      tenant_id uuid not null,
      id uuid not null,
      kind text not null check (length(kind) between 3 and 100),
      -- Which permission it takes to cancel the operation; the default is that of purges.
      cancel_permission text not null default 'platform.tenants.write'
        check (length(cancel_permission) between 3 and 100),
      state text not null default 'queued'
        check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelling', 'cancelled')),
      progress double precision not null default 0 check (progress between 0 and 1),
      result json,
      error json,
      version integer not null default 1,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (tenant_id, id)
    )`,
  'create index operations_by_state on platform.operations (tenant_id, state, id)',
  'create index operations_by_age on platform.operations (created_at)',
  `
    grant select, insert, update (state, progress, result, error, version, updated_at)
       on platform.operations to palier_app`,
  declareTenantTable('platform.operations', {
    holds: 'The progress and the result of slow work, by ids.',
    retention: { column: 'created_at', after: '30 days' },
    archive: { notExported: 'the progress of jobs that are not exported' },
  }),
);
