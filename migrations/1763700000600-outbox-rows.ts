import { declareSharedTable, declareTenantTable, migration } from '#platform/database';

/** `seq` is the order within a subject, since whoever writes one holds the lock of its row; it caches nothing. */
const rows = [
  'create sequence platform.outbox_seq',
  `create table platform.outbox (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null,
    seq bigint not null default nextval('platform.outbox_seq'),
    kind text not null,
    subject text not null,
    payload json not null,
    traceparent text,
    created_at timestamptz not null default now(),
    forwarded_at timestamptz,
    shard smallint not null,
    primary key (tenant_id, id)) partition by range (id)`,
  'create index outbox_pending on platform.outbox (shard, seq) where forwarded_at is null',
  'create table platform.outbox_default partition of platform.outbox default',
  'grant insert on platform.outbox to palier_app',
  'grant usage on sequence platform.outbox_seq to palier_app',
  'create policy cross_tenant on platform.outbox to palier_cross_tenant using (true) with check (true)',
  'grant select, update (forwarded_at) on platform.outbox to palier_cross_tenant',
];

/** Which relay holds a shard now. The shards of a dead relay are free again when its time is over. */
const shards = [
  `create table platform.outbox_shards (
    shard smallint primary key,
    kind text not null,
    holder uuid,
    held_until timestamptz not null default '-infinity') with (fillfactor = 40)`,
  `insert into platform.outbox_shards (shard, kind)
    select shard, (array['event', 'job', 'invalidation'])[1 + shard / 16] from generate_series(0, 47) as shard`,
  'grant select, update on platform.outbox_shards to palier_cross_tenant',
];

/** The subjects whose next row failed, and when it is tried again. */
const retries = [
  `create table platform.outbox_retries (
    tenant_id uuid not null,
    kind text not null,
    subject text not null,
    tries integer not null,
    until timestamptz not null,
    primary key (tenant_id, kind, subject))`,
  'create policy cross_tenant on platform.outbox_retries to palier_cross_tenant using (true) with check (true)',
  'grant select, insert, update, delete on platform.outbox_retries to palier_cross_tenant',
];

/**
 * What must happen after a commit, written in its transaction, and the shards that relays
 * claim to carry it out. The application writes rows; it reads them through functions alone, as no tenant's.
 */
export const OutboxRows1763700000600 = migration(
  ...rows,
  ...shards,
  ...retries,
  declareTenantTable('platform.outbox', {
    holds:
      'An event, a job or an invalidation to forward after the commit of its transaction: ids and the data of the event.',
    partitions: { span: 'day', ahead: 3, keep: '7 days', heldBy: 'platform.outbox_is_pending' },
    archive: {
      notExported: 'pending events, jobs and invalidations, which are forwarded by the deployment that wrote them',
    },
    kept: 'it carries the events of the purge itself; its partitions are dropped after days',
  }),
  declareTenantTable('platform.outbox_retries', {
    holds: 'The failed tries of a subject of the outbox.',
    archive: { notExported: 'the failed tries of pending rows of the outbox' },
  }),
  declareSharedTable('platform.outbox_shards', {
    holds: 'Which relay holds which shard of the outbox.',
    through: 'functions',
    uuids: { holder: 'a relay' },
  }),
);
