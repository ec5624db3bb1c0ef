set local role palier_cross_tenant;

-- The trigger of the states of posts that notes whether anybody of the tenant starred the post, so that retention leaves it.
create or replace function feeds.note_star() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    tenant uuid := coalesce(new.tenant_id, old.tenant_id);
    post uuid := coalesce(new.post_id, old.post_id);
  begin
    -- Two members who star and unstar the post at the same time would each not see what the other one does. The second waits
    -- here, and the next statement sees the star of the first. States of the post lock its key, which this lock leaves to them.
    perform from feeds.posts p where p.tenant_id = tenant and p.id = post for no key update;
    update feeds.posts p set starred = not p.starred where p.tenant_id = tenant and p.id = post and p.starred <> exists (
      select from feeds.post_states st where st.tenant_id = tenant and st.post_id = post and st.starred_at is not null);
    return null;
  end $$;
grant execute on function feeds.note_star() to palier_owner;
