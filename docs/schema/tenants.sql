-- The schema tenants as all migrations and functions leave it: made from PostgreSQL's catalogue by `npm run docs`.
-- It is for reading, and no file runs it. The owner of all tables is palier_owner; palier_backup may read each of them.
-- What a table declares gives it these, which are only named here: row level security by `tenant` (rows of the tenant in force)
-- and `backup` (all rows, to read, for palier_backup); `person` (rows of the user in force); `erased_<column>`, a policy and a
-- trigger that refuse rows which name an erased person; `release_<column>`, a trigger that releases the files of deleted rows.

grant usage on schema tenants to palier_app;
grant usage on schema tenants to palier_backup;
grant usage on schema tenants to palier_cross_tenant;

-- How much of a rate quota a tenant used on a day. (tenant)
create table tenants.daily_use (
  tenant_id uuid not null,
  quota text collate "C" not null,
  day date not null,
  used bigint not null,
  constraint daily_use_pkey primary key (tenant_id, quota, day),
  constraint daily_use_used_check check (used >= 0)
);
create index daily_use_by_day on tenants.daily_use (day);
-- Row level security: backup, tenant.
create policy cross_tenant on tenants.daily_use to palier_cross_tenant using (true) with check (true);
grant delete, select on tenants.daily_use to palier_app;
grant insert, select, update on tenants.daily_use to palier_cross_tenant;

-- The version of the table of tenants. (shared)
create table tenants.directory_version (
  single boolean not null default true,
  version bigint not null,
  constraint directory_version_pkey primary key (single),
  constraint directory_version_single_check check (single)
);
-- No row level security.
grant select, update (version) on tenants.directory_version to palier_app;

-- What a tenant used in a month, for its bill. (tenant)
create table tenants.metering (
  tenant_id uuid not null,
  month date not null,
  measure text collate "C" not null,
  value bigint not null,
  constraint metering_pkey primary key (tenant_id, month, measure),
  constraint metering_month_check check (extract(day from month) = (1)::numeric),
  constraint metering_value_check check (value >= 0)
);
-- Row level security: backup, tenant.
create policy cross_tenant on tenants.metering to palier_cross_tenant using (true) with check (true);
grant select on tenants.metering to palier_app;
grant insert, select, update on tenants.metering to palier_cross_tenant;

-- The proof of a purge: counts of rows by table, with a signature. (tenant)
create table tenants.purge_receipts (
  tenant_id uuid not null,
  id uuid not null,
  slug text collate "C" not null,
  asked_by text not null,
  began_at timestamptz(3) not null,
  ended_at timestamptz(3) not null,
  counts jsonb not null,
  kept jsonb not null,
  sha256 text not null,
  key_id text collate "C",
  signature text collate "C",
  constraint purge_receipts_pkey primary key (tenant_id, id),
  constraint purge_receipts_sha256_check check (sha256 ~ '^[0-9a-f]{64}$')
);
-- Row level security: backup, tenant.
grant insert, select on tenants.purge_receipts to palier_app;

-- The progress of a tenant’s purge. (tenant)
create table tenants.purges (
  tenant_id uuid not null,
  id uuid not null,
  slug text collate "C" not null,
  asked_by text not null,
  counts jsonb not null default '{}'::jsonb,
  began_at timestamptz(3) not null default now(),
  seen_at timestamptz(3) not null default now(),
  ended_at timestamptz(3),
  constraint purges_pkey primary key (tenant_id),
  constraint purges_tenant_id_id_key unique (tenant_id, id)
);
-- Row level security: backup, tenant.
grant insert, select, update (counts, seen_at, ended_at) on tenants.purges to palier_app;

-- A tenant: slug, name, product, plan, settings, state and, of this deployment alone, the networks that it may reach and whether it is a demonstration. Of a purged one the slug stays. (shared)
create table tenants.tenants (
  id uuid not null,
  slug text collate "C" not null,
  name text not null,
  name_key text collate "C" not null,
  search_text text not null,
  product text not null,
  plan text not null,
  state text not null default 'active',
  origins text[] not null default '{}'[],
  locale text,
  time_zone text,
  display_name text,
  colour text,
  logo_url text,
  suspended_at timestamptz(3),
  suspension_reason text,
  deleted_at timestamptz(3),
  purge_at timestamptz(3),
  purged_at timestamptz(3),
  version integer not null default 1,
  directory_version bigint not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  networks text[] not null default '{}'[],
  demonstration text,
  constraint tenants_pkey primary key (id),
  constraint tenants_slug_key unique (slug),
  constraint tenants_active_check check ((state <> 'active') or ((suspended_at is null) and (deleted_at is null))),
  constraint tenants_deleted_check check ((state in ('active', 'suspended')) or ((deleted_at is not null) and (purge_at is not null))),
  constraint tenants_name_check check ((length(name) >= 1) and (length(name) <= 120)),
  constraint tenants_settings_check check ((locale in ('en', 'fr')) and (length(time_zone) <= 64) and ((length(display_name) >= 1) and (length(display_name) <= 120)) and (colour ~ '^#[0-9a-f]{6}$') and (logo_url ~ '^https://') and (length(logo_url) <= 2000)),
  constraint tenants_slug_check check ((slug ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$') and ((length(slug) >= 2) and (length(slug) <= 63))),
  constraint tenants_state_check check (state in ('active', 'suspended', 'deleting', 'purging', 'purged')),
  constraint tenants_suspended_check check ((state <> 'suspended') or (suspended_at is not null)),
  constraint tenants_suspension_reason_check check (length(suspension_reason) <= 500)
);
create index tenants_by_creation on tenants.tenants (created_at, id);
create index tenants_by_directory_version on tenants.tenants (directory_version, id);
create index tenants_by_name on tenants.tenants (name_key, id);
create index tenants_by_plan_creation on tenants.tenants (plan, created_at, id);
create index tenants_by_plan_name on tenants.tenants (plan, name_key, id);
create index tenants_by_product_creation on tenants.tenants (product, created_at, id);
create index tenants_by_product_name on tenants.tenants (product, name_key, id);
create index tenants_by_state_creation on tenants.tenants (state, created_at, id);
create index tenants_by_state_name on tenants.tenants (state, name_key, id);
create index tenants_by_text on tenants.tenants using gin (search_text gin_trgm_ops);
create index tenants_demonstrations on tenants.tenants (demonstration, id) where ((demonstration is not null) and (state in ('active', 'suspended', 'deleting')));
create index tenants_due on tenants.tenants (purge_at, id) where (state = 'deleting');
create index tenants_purging on tenants.tenants (id) where (state = 'purging');
-- No row level security.
create trigger advance_directory before insert or update on tenants.tenants for each statement
  execute function tenants.advance_directory();
create trigger note_purge after update of state on tenants.tenants for each row when (((old.state <> 'purging') and (new.state = 'purging')))
  execute function platform.note_begun_purge();
create trigger stamp_tenant before insert or update on tenants.tenants for each row
  execute function tenants.stamp_tenant();
grant select, insert (id, slug, name, name_key, search_text, product, plan, origins, locale, time_zone, display_name, colour, logo_url, networks, demonstration), update (name, name_key, search_text, plan, state, origins, locale, time_zone, display_name, colour, logo_url, suspended_at, suspension_reason, deleted_at, purge_at, purged_at, version, updated_at, networks) on tenants.tenants to palier_app;

-- How much of a capacity quota a tenant uses. (tenant)
create table tenants.usage (
  tenant_id uuid not null,
  quota text collate "C" not null,
  used bigint not null,
  constraint usage_pkey primary key (tenant_id, quota),
  constraint usage_used_check check (used >= 0)
);
-- Row level security: backup, tenant.
create policy cross_tenant on tenants.usage for select to palier_cross_tenant using (true);
create trigger meter_capacity_use after insert or update of used on tenants.usage for each row
  execute function tenants.meter_capacity_use();
grant delete, insert, select, update (used) on tenants.usage to palier_app;
grant select on tenants.usage to palier_cross_tenant;

-- libs/tenants/metering/add-metering.sql: for palier_app, with the rights of palier_cross_tenant
function tenants.add_daily_use(tenants uuid[], quotas text[], days date[], amounts bigint[])
  returns table(tenant uuid, quota text, day date, used bigint) language sql;

-- libs/tenants/metering/add-metering.sql: for palier_app, with the rights of palier_cross_tenant
function tenants.add_metering(tenants uuid[], measures text[], amounts bigint[])
  returns void language sql;

-- libs/tenants/directory/tenant-positions.sql: for its owner
function tenants.advance_directory()
  returns trigger language plpgsql;

-- libs/tenants/metering/add-metering.sql: for palier_app, with the rights of palier_cross_tenant
function tenants.meter_capacity()
  returns void language sql;

-- libs/tenants/usage/meter-capacity.sql: for its owner, with the rights of palier_owner
function tenants.meter_capacity_use()
  returns trigger language plpgsql;

-- libs/tenants/purges/purge-rows.sql: for palier_app, with the rights of palier_owner
function tenants.purge_rows(most integer)
  returns table(name text, deleted bigint) language plpgsql;

-- libs/tenants/purges/purge-rows.sql: for palier_app, with the rights of palier_owner
function tenants.rows_left()
  returns table(name text, kept boolean, rows bigint) language sql stable;

-- libs/tenants/directory/tenant-positions.sql: for its owner
function tenants.stamp_tenant()
  returns trigger language plpgsql;
