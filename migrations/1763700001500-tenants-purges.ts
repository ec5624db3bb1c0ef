import { declareTenantTable, migration } from '#platform/database';

/** How tenants are purged, and the receipts of those that were emptied. */
export const TenantsPurges1763700001500 = migration(
  // One purge a tenant: a purged tenant has nothing to purge, and its slug is never given away.
  `create table tenants.purges (
    tenant_id uuid not null,
    id        uuid not null,
    slug      text collate "C" not null,
    asked_by  text not null,
    counts    jsonb not null default '{}',
    began_at  timestamptz(3) not null default now(),
    seen_at   timestamptz(3) not null default now(),
    ended_at  timestamptz(3),
    primary key (tenant_id),
    unique (tenant_id, id)
  );
  create table tenants.purge_receipts (
    tenant_id uuid not null,
    id        uuid not null,
    slug      text collate "C" not null,
    asked_by  text not null,
    began_at  timestamptz(3) not null,
    ended_at  timestamptz(3) not null,
    counts    jsonb not null,
    kept      jsonb not null,
    sha256    text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    primary key (tenant_id, id)
  );`,
  `grant select, insert, update (counts, seen_at, ended_at) on tenants.purges to palier_app;
  grant select, insert on tenants.purge_receipts to palier_app;`,
  declareTenantTable('tenants.purges', {
    holds: 'The progress of a tenant’s purge.',
    uuids: { id: 'the purge' },
    kept: 'it is the purge itself',
  }),
  declareTenantTable('tenants.purge_receipts', {
    holds: 'The proof of a purge: counts of rows by table.',
    kept: 'it proves the purge',
  }),
);
