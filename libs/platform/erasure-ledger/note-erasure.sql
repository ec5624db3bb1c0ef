set local role palier_backup;

-- The id of the deployment, and the newest entry of all tenants with the number of those that were waived. Always one row: its
-- number is 0 where there is no entry.
create or replace function platform.newest_erasure()
  returns table (deployment_id uuid, number bigint, tenant_id uuid, user_id uuid, noted_at timestamptz, chain text, waived bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.id, coalesce(l.number, 0), l.tenant_id, l.user_id, l.noted_at, coalesce(l.chain, ''),
      (select count(*) from platform.erasure_ledger w where w.waived)
    from platform.deployment d
    left join lateral (select * from platform.erasure_ledger n order by n.number desc limit 1) l on true $$;
grant execute on function platform.newest_erasure() to palier_app, palier_owner;

-- Entries of all tenants after a number, the oldest first, at most so many.
create or replace function platform.erasures_after(after bigint, most integer)
  returns table (number bigint, tenant_id uuid, user_id uuid, noted_at timestamptz, chain text, waived boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.number, l.tenant_id, l.user_id, l.noted_at, l.chain, l.waived from platform.erasure_ledger l
    where l.number > after order by l.number limit most $$;
grant execute on function platform.erasures_after(bigint, integer) to palier_app, palier_owner;

-- The newest entry of all tenants; no row where there is none. Volatile: within a statement it sees what was committed since that began.
create or replace function platform.last_erasure() returns table (number bigint, chain text)
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select l.number, l.chain from platform.erasure_ledger l order by l.number desc limit 1 $$;
grant execute on function platform.last_erasure() to palier_owner;

reset role;

-- Notes for the tenant in force that the erasure of a person begins, or its purge where `person` is null: by a new entry, unless one
-- was waived, which is done now. Numbers have no gaps, since the lock is held until the end of the transaction.
create or replace function platform.note_erasure(person uuid, waived boolean) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  #variable_conflict use_column
  declare
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    last_number bigint;
    last_chain text;
  begin
    perform pg_advisory_xact_lock(7254370012);
    update platform.erasure_ledger set waived = false
      where waived and tenant_id = tenant and user_id is not distinct from person;
    if found then return; end if;
    select l.number, l.chain into last_number, last_chain from platform.last_erasure() l;
    insert into platform.erasure_ledger (tenant_id, number, user_id, waived, chain)
      values (tenant, coalesce(last_number, 0) + 1, person, $2, encode(sha256(convert_to(
        coalesce(last_chain, '') || ' ' || tenant || ' ' || coalesce(person::text, ''), 'UTF8')), 'hex'));
  end $$;
grant execute on function platform.note_erasure(uuid, boolean) to palier_app;

-- Notes that what was waived for a person of the tenant in force, or for the tenant where `person` is null, is done.
create or replace function platform.end_waiver(person uuid) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  update platform.erasure_ledger set waived = false where waived and user_id is not distinct from person
    and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid $$;
grant execute on function platform.end_waiver(uuid) to palier_app;

-- The trigger that notes an erasure in the transaction in which it begins; one that is done again is noted once its rows are gone.
create or replace function platform.note_begun_erasure() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    if current_setting('app.erased_again', true) = 'on' then return null; end if;
    perform platform.note_erasure(new.user_id, false);
    return null;
  end $$;

-- The trigger that notes a purge of the tenant in force in the transaction in which it begins.
create or replace function platform.note_begun_purge() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    perform platform.note_erasure(null, false);
    return null;
  end $$;
