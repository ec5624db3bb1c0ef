-- The trigger of tables that refer to blobs, with the column of the digest: what deleted rows referred to may be deleted at
-- once, and not after a day. What an upload announced meanwhile waits for that day. Until it is deleted, its bytes leave no
-- room for uploads.
create or replace function platform.release_blobs() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    -- In the order of the digests, so that two transactions with common blobs rather wait for each other than deadlock.
    execute format('update platform.blobs b
      set maybe_unused_since = case when b.announcements = 0 then to_timestamp(0) else now() end
      from (select distinct tenant_id, %1$I as digest
      from removed where %1$I is not null order by 1, 2) r where b.tenant_id = r.tenant_id and b.digest = r.digest', tg_argv[0]);
    return null;
  end $$;

-- Gives a table the trigger above, for one of its columns. Called by the migration that declares that column.
create or replace function platform.refer_to_blobs(target text, referring text) returns void
  language plpgsql as $$
  begin
    execute format('drop trigger if exists %I on %s', 'release_' || referring, target);
    execute format('create trigger %I after delete on %s referencing old table as removed for each statement
      execute function platform.release_blobs(%L)', 'release_' || referring, target, referring);
  end $$;
