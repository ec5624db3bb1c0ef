-- Deletes a batch of rows of the tenant in force, which must be being purged; no row comes back once every table is empty.
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

-- Counts the rows of the tenant in force that are left, in every table that has some. A purge ends only when there are none but
-- those that tables keep.
create or replace function tenants.rows_left() returns table (name text, kept boolean, rows bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select * from platform.count_tenant_rows() $$;
grant execute on function tenants.rows_left() to palier_app;
