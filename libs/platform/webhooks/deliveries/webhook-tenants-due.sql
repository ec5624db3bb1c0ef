set local role palier_cross_tenant;

-- The tenants whose webhooks need a job now, at most so many, longest due first: what one of them has to send does not hide
-- another.
create or replace function platform.webhook_tenants_due(most integer) returns table (tenant_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.tenant_id from platform.webhook_turns t where t.due_at <= now() order by t.due_at limit most $$;
grant execute on function platform.webhook_tenants_due(integer) to palier_app;
