-- Deletes a batch of the rows of the tenant in force, which must be being purged.
create or replace function tenants.purge_rows(most integer) returns table (name text, deleted bigint)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    if not exists (select from tenants.tenants
        where id = nullif(current_setting('app.tenant_id', true), '')::uuid and state = 'purging') then
      raise exception 'No tenant that is being purged is in force.';
    end if;
    return query select * from platform.delete_tenant_rows(most);
  end $$;
grant execute on function tenants.purge_rows(integer) to palier_app;

-- How many rows of the tenant in force are left, by table: a purge ends when only those are left that are declared as kept.
create or replace function tenants.rows_left() returns table (name text, kept boolean, rows bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select * from platform.count_tenant_rows() $$;
grant execute on function tenants.rows_left() to palier_app;
