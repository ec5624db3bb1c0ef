set local role palier_cross_tenant;

-- The role and state of an operator, a user of the tenant `platform`, whatever tenant is in force; no row where there is none.
-- Called where an operator gives access in another tenant.
create or replace function auth.lock_operator(operator uuid) returns table (role text, state text)
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  -- Whoever changes or suspends the operator at the same time waits until this transaction has ended: it would otherwise give
  -- access that its giver may not give any more, and revoking what the operator gave would miss it.
  select u.role, u.state from auth.users u
  where u.tenant_id = '00000000-0000-7000-8000-000000000000' and u.id = operator for share
$$;
grant execute on function auth.lock_operator(uuid) to palier_app;
