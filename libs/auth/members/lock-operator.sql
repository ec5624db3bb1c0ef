set local role palier_cross_tenant;

-- Of an operator who gives access in another tenant: whoever changes them waits until that transaction ends.
create or replace function auth.lock_operator(operator uuid) returns table (role text, state text)
  language sql security definer set search_path = pg_catalog, pg_temp as $$
    select u.role, u.state from auth.users u
    where u.tenant_id = '00000000-0000-7000-8000-000000000000' and u.id = operator for share
  $$;
grant execute on function auth.lock_operator(uuid) to palier_app;
