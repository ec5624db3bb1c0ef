set local role palier_cross_tenant;

-- Adds to the daily use of rate quotas of many tenants at once, and returns what all processes have used. Adding 0 only reads.
-- A tenant and quota may come once a day in the arrays.
create or replace function tenants.add_daily_use(tenants uuid[], quotas text[], days date[], amounts bigint[])
  returns table (tenant uuid, quota text, day date, used bigint)
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into tenants.daily_use as spent (tenant_id, quota, day, used)
  select * from unnest(tenants, quotas, days, amounts) as added (tenant, quota, day, amount)
  -- In one order, so that two processes that add for common tenants wait for each other instead of deadlocking.
  where amount >= 0 order by tenant, quota, day
  on conflict (tenant_id, quota, day) do update set used = spent.used + excluded.used
  returning spent.tenant_id, spent.quota, spent.day, spent.used
$$;
grant execute on function tenants.add_daily_use(uuid[], text[], date[], bigint[]) to palier_app;

-- Adds counts of many tenants to the current month (UTC). A tenant and measure may come once in the arrays.
create or replace function tenants.add_metering(tenants uuid[], measures text[], amounts bigint[]) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into tenants.metering as metered (tenant_id, month, measure, value)
  select tenant, date_trunc('month', now() at time zone 'UTC')::date, measure, amount
  from unnest(tenants, measures, amounts) as added (tenant, measure, amount)
  -- In one order, as above.
  where amount > 0 order by tenant, measure
  on conflict (tenant_id, month, measure) do update set value = metered.value + excluded.value
$$;
grant execute on function tenants.add_metering(uuid[], text[], bigint[]) to palier_app;

-- Records what every tenant uses of its capacity quotas as the highest use of the current month (UTC), where it is higher: a
-- use that does not change in a month is recorded in it, too.
create or replace function tenants.meter_capacity() returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into tenants.metering as metered (tenant_id, month, measure, value)
  select tenant_id, date_trunc('month', now() at time zone 'UTC')::date, quota, used from tenants.usage
  -- In the order in which counts are added.
  order by tenant_id, quota
  on conflict (tenant_id, month, measure) do update set value = excluded.value
  where metered.value < excluded.value
$$;
grant execute on function tenants.meter_capacity() to palier_app;
