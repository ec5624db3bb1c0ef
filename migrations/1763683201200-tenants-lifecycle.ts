import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tenants that end, their settings, what they hold and use, and the receipts of those that were
 * emptied. A purged tenant's row stays, without its name and settings: a slug never changes hands.
 */
export class TenantsLifecycle1763683201200 implements MigrationInterface {
  name = 'TenantsLifecycle1763683201200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(registry);
    await runner.query(use);
    await runner.query(purges);
    for (const table of ['usage', 'daily_use', 'metering', 'purges', 'purge_answers', 'purge_receipts'])
      await runner.query(`select platform.protect_tenant_table('tenants.${table}')`);
    await runner.query(grants);
    await runner.query(marks);
    await runner.query(counters);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

// Null settings are the product's own. A tenant that was suspended and then deleted keeps both
// times, so that undelete finds the way back.
const registry = `
  alter table tenants.tenants
    add column locale text,
    add column time_zone text,
    add column display_name text,
    add column colour text,
    add column logo_url text,
    add column deleted_at timestamptz(3),
    add column purge_at timestamptz(3),
    add column purged_at timestamptz(3),
    drop constraint tenants_state_check,
    drop constraint tenants_check,
    add constraint tenants_state_check
      check (state in ('active', 'suspended', 'deleting', 'purging', 'purged')) not valid,
    add constraint tenants_suspended_check check (state <> 'suspended' or suspended_at is not null) not valid,
    add constraint tenants_active_check check (state <> 'active' or (suspended_at is null and deleted_at is null)) not valid,
    add constraint tenants_deleted_check
      check (state in ('active', 'suspended') or (deleted_at is not null and purge_at is not null)) not valid,
    add constraint tenants_settings_check check (
      locale in ('en', 'fr') and length(time_zone) <= 64 and length(display_name) between 1 and 120
      and colour ~ '^#[0-9a-f]{6}$' and logo_url ~ '^https://' and length(logo_url) <= 2000) not valid;
  alter table tenants.tenants validate constraint tenants_state_check;
  alter table tenants.tenants validate constraint tenants_suspended_check;
  alter table tenants.tenants validate constraint tenants_active_check;
  alter table tenants.tenants validate constraint tenants_deleted_check;
  alter table tenants.tenants validate constraint tenants_settings_check;

  grant insert (locale, time_zone, display_name, colour, logo_url) on tenants.tenants to palier_app;
  grant update (locale, time_zone, display_name, colour, logo_url, deleted_at, purge_at, purged_at)
    on tenants.tenants to palier_app;
`;

// How much a tenant holds of each capacity quota, is spending of each day's rate quotas, and used in a month.
const use = `
  create table tenants.usage (
    tenant_id uuid not null,
    quota     text collate "C" not null,
    used      bigint not null check (used >= 0),
    primary key (tenant_id, quota)
  );
  create table tenants.daily_use (
    tenant_id uuid not null,
    quota     text collate "C" not null,
    day       date not null,
    used      bigint not null check (used >= 0),
    primary key (tenant_id, quota, day)
  );
  create table tenants.metering (
    tenant_id uuid not null,
    month     date not null check (extract(day from month) = 1),
    measure   text collate "C" not null,
    value     bigint not null check (value >= 0),
    primary key (tenant_id, month, measure)
  );
`;

// One purge a tenant: a purged tenant has nothing to purge, and its slug is never given away.
const purges = `
  create table tenants.purges (
    tenant_id uuid not null,
    id        uuid not null,
    slug      text collate "C" not null,
    asked_by  text not null,
    contexts  text[] not null,
    round     integer not null default 1,
    counts    jsonb not null default '{}',
    began_at  timestamptz(3) not null default now(),
    seen_at   timestamptz(3) not null default now(),
    ended_at  timestamptz(3),
    primary key (tenant_id),
    unique (tenant_id, id)
  );
  create table tenants.purge_answers (
    tenant_id   uuid not null,
    purge_id    uuid not null,
    round       integer not null,
    context     text collate "C" not null,
    answered_at timestamptz(3) not null default now(),
    primary key (tenant_id, purge_id, round, context),
    foreign key (tenant_id, purge_id) references tenants.purges (tenant_id, id)
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
  );
`;

const grants = `
  grant select, insert, update (used), delete on tenants.usage to palier_app;
  grant select, delete on tenants.daily_use to palier_app;
  grant select on tenants.metering to palier_app;
  grant select, insert, update (round, counts, seen_at, ended_at) on tenants.purges to palier_app;
  grant select, insert on tenants.purge_answers to palier_app;
  grant select, insert on tenants.purge_receipts to palier_app;
`;

// The highest that a capacity quota stood at in a month is exact, because whatever raises it says so.
const marks = `
  create function tenants.mark_stock() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    insert into tenants.metering as metered (tenant_id, month, measure, value)
    values (new.tenant_id, date_trunc('month', now() at time zone 'UTC')::date, new.quota, new.used)
    on conflict (tenant_id, month, measure) do update set value = excluded.value
    where metered.value < excluded.value;
    return null;
  end $$;
  revoke execute on function tenants.mark_stock() from public;
  create trigger mark_stock after insert or update of used on tenants.usage
    for each row execute function tenants.mark_stock();
`;

// Counters of many tenants in one statement: a transaction a tenant would be thousands a minute.
// They can only add. Rows are taken in order of their keys, so that two processes wait for each
// other instead of deadlocking.
const counters = `
  grant usage, create on schema tenants to palier_ground;
  grant select, insert, update on tenants.metering, tenants.daily_use to palier_ground;
  grant delete on tenants.daily_use to palier_ground;
  grant select on tenants.usage to palier_ground;
  create policy ground on tenants.metering to palier_ground using (true) with check (true);
  create policy ground on tenants.daily_use to palier_ground using (true) with check (true);
  create policy ground on tenants.usage for select to palier_ground using (true);

  set local role palier_ground;
  create function tenants.add_metering(tenants uuid[], measures text[], amounts bigint[]) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into tenants.metering as metered (tenant_id, month, measure, value)
    select tenant, date_trunc('month', now() at time zone 'UTC')::date, measure, amount
    from unnest(tenants, measures, amounts) as added (tenant, measure, amount)
    where amount > 0 order by tenant, measure
    on conflict (tenant_id, month, measure) do update set value = metered.value + excluded.value
  $$;
  create function tenants.add_daily_use(tenants uuid[], quotas text[], days date[], amounts bigint[])
  returns table (tenant uuid, quota text, day date, used bigint)
  language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into tenants.daily_use as spent (tenant_id, quota, day, used)
    select * from unnest(tenants, quotas, days, amounts) as added (tenant, quota, day, amount)
    where amount >= 0 order by tenant, quota, day
    on conflict (tenant_id, quota, day) do update set used = spent.used + excluded.used
    returning spent.tenant_id, spent.quota, spent.day, spent.used
  $$;
  create function tenants.mark_stocks() returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
    delete from tenants.daily_use where day < (now() at time zone 'UTC')::date - 7;
    insert into tenants.metering as metered (tenant_id, month, measure, value)
    select tenant_id, date_trunc('month', now() at time zone 'UTC')::date, quota, used from tenants.usage
    order by tenant_id, quota
    on conflict (tenant_id, month, measure) do update set value = excluded.value
    where metered.value < excluded.value
  $$;
  revoke execute on function tenants.add_metering, tenants.add_daily_use, tenants.mark_stocks from public;
  grant execute on function tenants.add_metering, tenants.add_daily_use, tenants.mark_stocks to palier_app;
  reset role;
  revoke create on schema tenants from palier_ground;
`;
