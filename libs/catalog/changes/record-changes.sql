-- Positions of a tenant have no gap, and are committed in their order: the lock is held until the transaction has ended and is
-- seen to have, so whoever reads a position reads all before it. A sequence would show 8 while 7 is still being committed.
--
-- The triggers are deferred to the commit. So the lock is the last that a transaction takes, after the locks of apps,
-- versions, tags and quotas in whatever order: it waits for nothing while it holds this one, and two cannot wait for each
-- other. And it is held for the commit alone.
--
-- The highest row of a tenant is never deleted but by a purge: from it the next position follows.
--
-- The tenant of the row is in force already, but not for SQL that an operator runs as the owner of the server.
create or replace function catalog.add_change(tenant uuid, what text, app text, which text) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    perform pg_advisory_xact_lock(hashtextextended('catalog.changes:' || tenant, 0));
    -- A statement of its own: it sees what was committed while the lock was waited for.
    insert into catalog.changes (tenant_id, position, kind, slug, version, at)
    select tenant, coalesce(max(position), 0) + 1, what, app, which, clock_timestamp()
    from catalog.changes where tenant_id = tenant;
  end $$;

-- Of apps that the store does not list nobody is told. Here `listed` may not say so yet, or not any more.
create or replace function catalog.record_version_change() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    shown text;
  begin
    perform set_config('app.tenant_id', new.tenant_id::text, true);
    select slug into shown from catalog.apps
    where tenant_id = new.tenant_id and id = new.app_id and not archived and not deleting;
    if found then
      perform catalog.add_change(new.tenant_id, tg_argv[0], shown, case when tg_argv[0] <> 'changed' then new.version end);
    end if;
    return null;
  end $$;

-- Deferred trigger: an app was changed or left the store. Its first argument is the kind of change.
create or replace function catalog.record_app_change() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    perform set_config('app.tenant_id', new.tenant_id::text, true);
    perform catalog.add_change(new.tenant_id, tg_argv[0], new.slug, null);
    return null;
  end $$;

-- Whether a change is the last of its tenant: the next position follows from it, so it outlives its retention.
create or replace function catalog.is_last_change(tenant uuid, place integer) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp as $$
    select not exists (select from catalog.changes where tenant_id = tenant and position > place)
  $$;
grant execute on function catalog.is_last_change(uuid, integer) to palier_backup;
