-- Notifies users of the tenant in force of one cause: not those who are erased, whom the policy of the table refuses to the
-- application alone, nor those who do not want this kind, nor those who were told of the same before. Returns who has the
-- notification of this cause, so that a job that runs again gets the same answer. Runs as the owner, whom row level security
-- binds to the tenant in force.
create or replace function campus.notify(cause uuid, what text, about uuid, chapter uuid, users uuid[]) returns setof uuid
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into campus.notifications (tenant_id, user_id, id, kind, about_id, chapter_id, created_at)
    select t.id, u.id, cause, what, about, chapter, uuid_extract_timestamp(cause)
      from (select nullif(current_setting('app.tenant_id', true), '')::uuid as id) t, unnest(users) u (id)
      where not exists (select from platform.erasures e
          where e.tenant_id = t.id and e.user_id = u.id and e.state <> 'pending')
        and not exists (select from campus.notification_settings s
          where s.tenant_id = t.id and s.user_id = u.id and what = any (s.off))
    on conflict do nothing;
  select n.user_id from campus.notifications n
    where n.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
      and n.user_id = any (users) and n.id = cause $$;
grant execute on function campus.notify(uuid, text, uuid, uuid, uuid[]) to palier_app;
