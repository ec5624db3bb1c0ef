-- Adds a change to the list of a store, at the next position of the tenant. Positions have no gap, and become visible in their
-- order: whoever reads a position has read all before it.
--
-- The highest row of a tenant is never deleted but by a purge: from it the next position follows.
create or replace function catalog.add_change(tenant uuid, what text, app text, which text) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    -- Two transactions that commit at the same time would take the same position, and of two numbers of a sequence the higher one
    -- may be seen while the lower one is still being committed: a reader who has gone past it would never read that change. The
    -- lock is held until the transaction has ended and is seen to have.
    --
    -- The triggers are deferred to the commit, so that this lock is the last that a transaction takes, after those of apps,
    -- versions, tags and quotas in whatever order. It waits for nothing while it holds this one, so that two cannot wait for each
    -- other, and it holds it for the commit alone.
    perform pg_advisory_xact_lock(hashtextextended('catalog.changes:' || tenant, 0));
    -- A statement of its own: it sees what was committed while the lock was waited for.
    insert into catalog.changes (tenant_id, position, kind, slug, version, at)
    select tenant, coalesce(max(position), 0) + 1, what, app, which, clock_timestamp()
    from catalog.changes where tenant_id = tenant;
  end $$;

-- The trigger of versions that lists a change of an app which the store shows; its argument is the kind. It runs at the commit,
-- when `listed` may not say so yet, or not any more. The tenant of the row is in force already, but not for SQL that an
-- operator runs as the owner of the server.
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

-- The trigger of apps that lists a change or the removal of an app; its argument is the kind. It runs at the commit.
create or replace function catalog.record_app_change() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    perform set_config('app.tenant_id', new.tenant_id::text, true);
    perform catalog.add_change(new.tenant_id, tg_argv[0], new.slug, null);
    return null;
  end $$;

-- Whether a change is the last one of its tenant, which retention leaves: from it the next position follows.
create or replace function catalog.is_last_change(tenant uuid, place integer) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select not exists (select from catalog.changes where tenant_id = tenant and position > place)
$$;
grant execute on function catalog.is_last_change(uuid, integer) to palier_backup;
