-- True where the person of the tenant in force is not erased, and fails with PL410 otherwise. Called by the policies that
-- refuse new rows of erased persons: where a policy is merely false, the error is that of every policy.
create or replace function platform.refuse_erased(person uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
  begin
    if exists (select from platform.erasures where user_id = person and state <> 'pending'
        and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) then
      raise exception 'The person of this row is erased.' using errcode = 'PL410';
    end if;
    return true;
  end $$;
grant execute on function platform.refuse_erased(uuid) to palier_app;

-- The trigger that refuses to name an erased person in a row that did not name them. Its arguments are the column, and the
-- condition of the rows in which that names a user.
create or replace function platform.refuse_erased_change() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
  declare
    named boolean;
  begin
    execute format('select %s from (select ($1).*) changed', tg_argv[1]) into named using new;
    if named then perform platform.refuse_erased((to_jsonb(new)->>tg_argv[0])::uuid); end if;
    return new;
  end $$;
