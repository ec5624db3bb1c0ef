import type pg from 'pg';

/** The number of tenants with rows in tables that have few rows per tenant. */
const tenants = 2000;

/** Fills the tables that grow with the number of tenants, each tenant's rows as that tenant, and the jobs' turns. */
export async function fillManyTenants(owner: pg.Client, stores: readonly string[]): Promise<void> {
  await owner.query(rowsOfTenants(stores));
  await owner.query(turns);
}

const rowsOfTenants = (stores: readonly string[]) => `
  do $$ declare tenant uuid; purge uuid; begin
    for tenant in select unnest('{${stores.join(',')}}'::uuid[]) union (select id from tenants.tenants limit ${tenants}) order by 1 loop
      perform set_config('app.tenant_id', tenant::text, true);
      purge := uuidv7();
      insert into platform.audit_heads (tenant_id, seq, hash) values (tenant, 1, sha256('')) on conflict do nothing;
      insert into tenants.usage (tenant_id, quota, used) values (tenant, 'apps', 10), (tenant, 'members', 3);
      insert into tenants.daily_use (tenant_id, quota, day, used)
        select tenant, 'eventsADay', current_date - n, 100 from generate_series(0, 7) as n;
      insert into tenants.metering (tenant_id, month, measure, value)
        select tenant, date_trunc('month', now())::date - make_interval(months => n), measure, 100
        from generate_series(1, 12) as n, unnest('{requests,errors,bytes,eventsADay}'::text[]) as measure;
      insert into tenants.purges (tenant_id, id, slug, asked_by, contexts, ended_at)
        values (tenant, purge, 'gone', 'operator:test', '{catalog,auth}', case when random() < 0.9 then now() end);
      insert into tenants.purge_answers (tenant_id, purge_id, round, context)
        select tenant, purge, round, context
        from generate_series(1, 2) as round, unnest('{analytics,auth,catalog,journeys}'::text[]) as context;
      insert into tenants.purge_receipts (tenant_id, id, slug, asked_by, began_at, ended_at, counts, kept, sha256)
        values (tenant, purge, 'gone', 'operator:test', now(), now(), '{}', '{}', repeat('0', 64));
    end loop;
  end $$`;

/** 500 tenants wait in each of ten queues. */
const turns = `
  insert into platform.job_turns (queue, tenant, turn)
  select 'test.queue-' || i % 10, uuidv7(), 1 + i / 10 from generate_series(1, 5000) as i`;
