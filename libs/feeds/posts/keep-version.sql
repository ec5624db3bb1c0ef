set local role palier_cross_tenant;

-- The trigger that keeps what an edit replaces, up to ten versions of a post.
create or replace function feeds.keep_version() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    insert into feeds.post_versions (tenant_id, post_id, version, url, title, author, content, received_at)
      values (old.tenant_id, old.id, old.version, old.url, old.title, old.author, old.content, old.updated_at)
      on conflict do nothing;
    delete from feeds.post_versions v
      where v.tenant_id = old.tenant_id and v.post_id = old.id and v.version <= old.version - 10;
    return null;
  end $$;
grant execute on function feeds.keep_version() to palier_owner;
