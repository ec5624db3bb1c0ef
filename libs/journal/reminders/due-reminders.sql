set local role palier_backup;

-- The reminders of all tenants that are due, those first that have been so for longest, at most so many. Runs as the backup
-- role, which sees the reminders of all persons.
create or replace function journal.due_reminders(most integer) returns table (tenant_id uuid, user_id uuid, id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.tenant_id, r.user_id, r.id from journal.reminders r where r.next_at <= now() order by r.next_at limit most $$;
grant execute on function journal.due_reminders(integer) to palier_app;
