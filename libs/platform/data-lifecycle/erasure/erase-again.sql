-- Begins the erasure of a person of the tenant in force who was erased in a newer state of the database, or in the deployment that
-- an archive comes from. The caller deletes the rows, and then notes the erasure.
-- @returns whether there are rows to delete: not where no row names the person, or the erasure has ended
create or replace function platform.begin_erasing_again(erased uuid, address text) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  begin
    if not platform.knows_person(erased) then return false; end if;
    insert into platform.erasures (tenant_id, user_id, email, asked_by, due_at)
      values (tenant, erased, address, 'system:erasure-ledger', now()) on conflict do nothing;
    perform set_config('app.erased_again', 'on', true);
    update platform.erasures set state = 'erasing', pseudonym = gen_random_uuid(), began_at = now(), next_at = now()
      where tenant_id = tenant and user_id = erased and state = 'pending';
    perform set_config('app.erased_again', 'off', true);
    return exists (select from platform.erasures where tenant_id = tenant and user_id = erased and state = 'erasing');
  end $$;
grant execute on function platform.begin_erasing_again(uuid, text) to palier_app;
