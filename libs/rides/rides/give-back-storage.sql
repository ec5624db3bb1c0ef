-- The trigger of statements that delete rides: another ride of the same file takes over what the file takes of the tenant's
-- storage, and where there is none the quota gets it back. Rides go by the person's hand, at the end of their retention and
-- with an erasure, and this happens in each of these transactions.
create or replace function rides.give_back_storage() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    with files as (
      select tenant_id, user_id, digest, sum(bytes)::integer as bytes from removed where bytes > 0 group by 1, 2, 3),
    taken_over as (
      update rides.rides r set bytes = f.bytes from files f
        where (r.tenant_id, r.user_id, r.digest) = (f.tenant_id, f.user_id, f.digest) and r.section = (
          select min(o.section) from rides.rides o where (o.tenant_id, o.user_id, o.digest) = (f.tenant_id, f.user_id, f.digest))
        returning r.tenant_id, r.user_id, r.digest),
    free as (
      select tenant_id, sum(bytes) as bytes from files f
        where not exists (select from taken_over t
          where (t.tenant_id, t.user_id, t.digest) = (f.tenant_id, f.user_id, f.digest))
        group by 1)
    update tenants.usage u set used = greatest(u.used - f.bytes, 0) from free f
      where u.tenant_id = f.tenant_id and u.quota = 'storageBytes';
    return null;
  end $$;
