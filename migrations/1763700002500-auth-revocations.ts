import { declareTenantTable, migration, user } from '#platform/database';

const idsAlone = { none: 'it holds ids alone' };

/**
 * The feed of revocations, where there is no Redis. Its rows are the reserved tenant's, whatever
 * tenant they concern: every process follows all of them, and row level security shows one tenant.
 */
export const AuthRevocations1763700002500 = migration(
  `
    create table auth.revocations (
      tenant_id uuid not null,
      id uuid not null,
      kind text not null check (kind in ('session', 'user', 'tenant', 'tokens')),
      subject uuid not null,
      -- Whose user it concerns: the copy of a tenant has users with the same ids.
      of_tenant uuid,
      user_id uuid check ((user_id is not null) = (kind = 'session')),
      before_ms bigint not null,
      created_at timestamptz(3) not null default clock_timestamp(),
      primary key (tenant_id, id)
    )`,
  'create index revocations_latest on auth.revocations (tenant_id, created_at)',
  'create index revocations_by_age on auth.revocations (created_at)',
  'grant select, insert, delete on auth.revocations to palier_app',
  declareTenantTable('auth.revocations', {
    holds: 'A revocation that all processes follow, where there is no Redis.',
    persons: [
      user('user_id', { keep: 'it refuses the last tokens of the person, for 15 minutes' }, idsAlone),
      user('subject', { keep: 'as user_id' }, idsAlone, "kind in ('user', 'tokens')"),
    ],
    uuids: { of_tenant: 'the tenant of the user', subject: 'a user, a session or a tenant' },
    retention: { column: 'created_at', after: '15 minutes' },
    archive: { notExported: 'revocations of the last minutes, which the processes of this deployment use' },
  }),
);
