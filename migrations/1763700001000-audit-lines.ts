import { declareTable, declareTenantTable, migration, user } from '#platform/database';

const columns = `
    id uuid not null,
    at timestamptz(3) not null,
    actor_kind text not null,
    actor_id text not null,
    action text not null,
    target_kind text not null,
    target_id text not null,
    details jsonb check (octet_length(details::text) <= 2000),
    request_id text`;

const lines = [
  `create table platform.audit_lines (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,${columns},
    primary key (tenant_id, id))`,
];

const chain = [
  `create table platform.audit_chain (
    tenant_id uuid not null,${columns},
    seq bigint not null,
    hash bytea not null,
    primary key (tenant_id, id)) partition by range (id)`,
  'create index audit_chain_by_seq on platform.audit_chain (tenant_id, seq, id)',
  'create index audit_chain_by_action on platform.audit_chain (tenant_id, action, id)',
  'create index audit_chain_by_actor on platform.audit_chain (tenant_id, actor_id, id)',
  'create index audit_chain_by_target on platform.audit_chain (tenant_id, target_id, id)',
  'create table platform.audit_chain_default partition of platform.audit_chain default',
];

/** The last place of each tenant's chain: a chain that was cut short does not reach it. */
const heads = [
  `create table platform.audit_heads (
    tenant_id uuid primary key,
    seq bigint not null,
    hash bytea not null)`,
];

const rights = [
  'grant select, insert on platform.audit_lines to palier_app',
  'grant select on platform.audit_chain, platform.audit_heads to palier_app',
  ...['audit_lines', 'audit_chain', 'audit_heads'].map(
    (table) => `create policy cross_tenant on platform.${table} to palier_cross_tenant using (true) with check (true)`,
  ),
  'grant select, delete on platform.audit_lines to palier_cross_tenant',
  'grant select, insert on platform.audit_chain to palier_cross_tenant',
  'grant select, insert, update on platform.audit_heads to palier_cross_tenant',
];

const shown = 'at, action, target_kind, target_id';

const audit = {
  kind: 'tenant',
  persons: [
    user(
      'actor_id',
      { keep: 'the audit proves who did what; ids alone' },
      shown,
      "actor_kind in ('member', 'operator')",
    ),
    user('target_id', { keep: 'the audit proves what was done; ids alone' }, 'at, action', "target_kind = 'user'"),
  ],
  kept: 'it proves the purge; ids alone',
} as const;

/**
 * Who did what. A transaction writes its lines into `audit_lines`, which has the one index that it
 * cannot do without, for every commit pays for it; a job appends them to `audit_chain`, which has the
 * indexes of the lists, and where each hash covers the one before.
 */
export const AuditLines1763700001000 = migration(
  ...lines,
  ...chain,
  ...heads,
  ...rights,
  declareTable('platform.audit_lines', {
    ...audit,
    holds: 'A line of the audit trail that is not in the chain yet: who did what, by ids.',
    archive: { notImported: 'lines of another deployment or of another tenant; the archive remains the proof' },
  }),
  // No age at which its partitions go: what an audit proves is asked for years later.
  declareTable('platform.audit_chain', {
    ...audit,
    holds: 'A line of the audit trail, with a hash over all before it: who did what, by ids.',
    partitions: { span: 'month', ahead: 3 },
    archive: {
      notImported: 'its hashes contain the tenant’s id and their place in a chain that cannot be joined to another',
    },
  }),
  declareTenantTable('platform.audit_heads', {
    holds: 'The last place of a tenant’s audit chain.',
    archive: { notImported: 'the head of that chain' },
    kept: audit.kept,
  }),
);
