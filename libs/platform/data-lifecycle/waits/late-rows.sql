-- The SQL condition of rows that wait for longer than the declaration of their table allows for, and a minute, by which clocks may
-- differ.
create or replace function platform.waits_too_long(target text, waiting text) returns text
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select format('%I > now() + interval %L + interval ''1 minute'' and (%s)', waiting, w.wait->>'longest',
      coalesce(w.wait->>'when', 'true'))
    from (select c.declaration->'waits'->waiting as wait from platform.data_catalogue c
      where c.name = target and c.declaration->'waits' ? waiting) w $$;
grant execute on function platform.waits_too_long(text, text) to palier_backup;

set local role palier_backup;

-- Which tenants have rows that wait too long, by table and column; no tenant for a shared table. Runs as the backup role, which
-- sees all tenants and changes nothing.
create or replace function platform.find_late_rows() returns table (name text, waiting text, tenant_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
  declare
    declared record;
  begin
    for declared in select c.name, w.waiting, c.declaration->>'kind' = 'shared' as shared
      from platform.data_catalogue c cross join lateral jsonb_object_keys(c.declaration->'waits') w (waiting)
    loop
      return query execute format('select %L, %L, t.tenant from (select distinct %s as tenant from %s where %s) t', declared.name,
        declared.waiting, case when declared.shared then 'null::uuid' else 'tenant_id' end, declared.name,
        platform.waits_too_long(declared.name, declared.waiting));
    end loop;
  end $$;
grant execute on function platform.find_late_rows() to palier_app;

reset role;

-- Ends the wait of those rows of the tenant in force, or of a shared table; returns how many. Runs as the owner, whom row level
-- security binds to that tenant.
create or replace function platform.end_late_waits(target text, waiting text) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    ended bigint;
  begin
    -- Only the names of a declared table and its column become part of a statement.
    execute format('update %s set %I = now() where %s', target::regclass, waiting, platform.waits_too_long(target, waiting));
    get diagnostics ended = row_count;
    return ended;
  end $$;
grant execute on function platform.end_late_waits(text, text) to palier_app;
