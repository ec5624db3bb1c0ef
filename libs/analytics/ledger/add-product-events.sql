set local role palier_cross_tenant;

-- Adds events of the tenant in force that the product itself counted, all at one time, to the counts and to a line of the
-- ledger. They have the lane 5 and no rows in `events`. The application may add to no other lane, nor for another tenant.
-- `zone` counts where the tenant did not change its time zone.
create or replace function analytics.add_product_events(name text, at timestamptz, events bigint, zone text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $f$
  #variable_conflict use_column
  declare
    lane constant smallint := 5;
    tenant constant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    clocks text;
  begin
    -- Whoever moves the days of a tenant to another time zone has this lock alone: events that are added meanwhile wait, and then
    -- read the new zone. They would otherwise be added to hours and days of the former one, which are moved already.
    perform pg_advisory_xact_lock_shared(7254370010 + lane);
    clocks := coalesce((select z.zone from analytics.time_zones z where z.tenant_id = tenant), $4);
    insert into analytics.event_counts as known (tenant_id, hour, name, received_on, lane, events)
      values (tenant, date_trunc('hour', $2, clocks), $1, (now() at time zone 'UTC')::date, lane, $3)
      on conflict (tenant_id, hour, name, received_on, lane) do update set events = known.events + excluded.events;
    insert into analytics.day_counts as known (tenant_id, property, name, day, value, lane, events)
      select tenant, '', n.name, (date_trunc('hour', $2, clocks) at time zone clocks)::date, '', lane, $3
      from (values (''), ($1)) n (name)
      on conflict (tenant_id, property, name, day, value, lane) do update set events = known.events + excluded.events;
    if $2 > now() - interval '1 hour' then
      insert into analytics.minute_counts as known (tenant_id, minute, name, lane, events)
        values (tenant, date_bin('1 minute', $2, 'epoch'), $1, lane, $3)
        on conflict (tenant_id, minute, name, lane) do update set events = known.events + excluded.events;
    end if;
    insert into analytics.ledger as known (tenant_id, hour, key_id, lane, received, stored, duplicates, rejected, sampled)
      values (tenant, date_trunc('hour', now(), 'UTC'), 'ffffffff-ffff-ffff-ffff-ffffffffffff', lane, $3, $3, 0, 0, 0)
      on conflict (tenant_id, hour, key_id, lane) do update set received = known.received + excluded.received,
        stored = known.stored + excluded.stored;
  end $f$;
grant execute on function analytics.add_product_events(text, timestamp with time zone, bigint, text) to palier_app;
