set local role palier_backup;

-- The id of the deployment, in one row or more: with some blobs of any tenant whose bytes the storage has, at most five, or
-- none where there is none. Runs as the backup role, from which no policy hides rows.
create or replace function platform.storage_evidence()
  returns table (deployment_id uuid, tenant_id uuid, digest text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.id, b.tenant_id, b.digest::text from platform.deployment d left join lateral (
    select * from platform.blobs a
      where a.announcements = 0 and a.maybe_unused_since is distinct from to_timestamp(0)
      order by a.tenant_id, a.digest limit 5) b on true $$;
grant execute on function platform.storage_evidence() to palier_app;
