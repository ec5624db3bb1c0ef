set local role palier_cross_tenant;

-- Trigger after a user stars a post or takes the star away: the post has `starred` while any user has starred it, and is
-- then kept beyond its retention.
create or replace function feeds.note_star() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    tenant uuid := coalesce(new.tenant_id, old.tenant_id);
    post uuid := coalesce(new.post_id, old.post_id);
  begin
    -- First, so that the next statement sees the stars of all who had it locked. Their states lock its key, which this leaves.
    perform from feeds.posts p where p.tenant_id = tenant and p.id = post for no key update;
    update feeds.posts p set starred = not p.starred where p.tenant_id = tenant and p.id = post and p.starred <> exists (
      select from feeds.post_states st where st.tenant_id = tenant and st.post_id = post and st.starred_at is not null);
    return null;
  end $$;
grant execute on function feeds.note_star() to palier_owner;
