-- The trigger that records each use of a capacity quota as the highest of the current month (UTC), where it is higher. The
-- highest is exact, since whatever raises the use writes it.
create or replace function tenants.meter_capacity_use() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    insert into tenants.metering as metered (tenant_id, month, measure, value)
    values (new.tenant_id, date_trunc('month', now() at time zone 'UTC')::date, new.quota, new.used)
    on conflict (tenant_id, month, measure) do update set value = excluded.value
    where metered.value < excluded.value;
    return null;
  end $$;
