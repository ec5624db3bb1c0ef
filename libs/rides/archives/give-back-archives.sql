-- The trigger of statements that delete archives: gives back what they took of their tenants' storage. An archive goes when its
-- import ends, at the end of its retention and with an erasure.
create or replace function rides.give_back_archives() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    update tenants.usage u set used = greatest(u.used - f.bytes, 0)
      from (select tenant_id, sum(bytes)::bigint as bytes from removed group by 1) f
      where u.tenant_id = f.tenant_id and u.quota = 'storageBytes';
    return null;
  end $$;
