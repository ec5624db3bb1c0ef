set local role palier_backup;

-- The erasures of all tenants whose next step is due, longest due first, at most so many.
create or replace function platform.due_erasures(most integer) returns table (tenant_id uuid, user_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select e.tenant_id, e.user_id from platform.erasures e where e.next_at <= now() order by e.next_at limit most $$;
grant execute on function platform.due_erasures(integer) to palier_app;

reset role;

-- Makes an erasure that a member of the tenant in force asked for alone one that somebody else asked for, which the member
-- cannot withdraw. No row where there is none, or it has begun.
create or replace function platform.confirm_erasure(person uuid, by text) returns setof uuid
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  update platform.erasures e set asked_by = by
    where e.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and e.user_id = person
      and e.state = 'pending' and e.asked_by = 'member:' || person
    returning e.user_id $$;
grant execute on function platform.confirm_erasure(uuid, text) to palier_app;
