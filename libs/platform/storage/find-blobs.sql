set local role palier_backup;

-- Blobs of the tenant in force, at most so many, that rows released since then and to which no row of any table refers: of
-- `among`, or of all where that is null. Those that an upload announced within a day only where `announced` is true. Runs as
-- the backup role, which reads every table that is declared to refer to blobs.
create or replace function platform.unreferred_blobs(since timestamptz, announced boolean, among text[], most integer)
  returns table (digest text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
  declare
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    unreferred text := (select string_agg(format(' and not exists (select from %s h where h.tenant_id = b.tenant_id
      and h.%I = b.digest)', c.name, r.key), '') from platform.data_catalogue c, jsonb_each(c.declaration->'blobs') r);
  begin
    return query execute 'select b.digest::text from platform.blobs b where b.tenant_id = $1 and b.maybe_unused_since >= $2
        and ($3 or b.announcements = 0 or b.announced_at < now() - interval ''1 day'') and ($4 is null or b.digest = any ($4))'
      || coalesce(unreferred, '') || ' limit $5' using tenant, since, announced, among, most;
  end $$;
grant execute on function platform.unreferred_blobs(timestamp with time zone, boolean, text[], integer) to palier_app;

-- How many blobs of the tenant in force no row refers to any more, since this transaction deleted the last that did. Runs as the
-- backup role, as the function above.
create or replace function platform.released_by_transaction() returns integer
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*)::int from platform.unreferred_blobs(to_timestamp(0), true,
    array(select b.digest::text from platform.blobs b
      where b.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
        and b.maybe_unused_since = to_timestamp(0) and b.xmin = pg_current_xact_id()::xid), 1000000) $$;
grant execute on function platform.released_by_transaction() to palier_app, palier_owner;

-- The blobs of all tenants that may be unused since before then, the oldest first and at most so many, by tenant: those to
-- which a row of any table refers, and the others. Runs as the backup role, which reads every table that is declared to refer
-- to blobs.
create or replace function platform.doubtful_blobs(before timestamptz, most integer)
  returns table (tenant_id uuid, used text[], unused text[])
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
  declare
    referred text := (select string_agg(format('exists (select from %s h where h.tenant_id = b.tenant_id and h.%I = b.digest)',
      c.name, r.key), ' or ') from platform.data_catalogue c, jsonb_each(c.declaration->'blobs') r);
  begin
    return query execute format('select t.tenant_id, coalesce(array_agg(t.digest) filter (where t.referred), ''{}''),
        coalesce(array_agg(t.digest) filter (where not t.referred), ''{}'')
      from (select b.tenant_id, b.digest::text as digest, %s as referred from (select d.tenant_id, d.digest from platform.blobs d
        where d.maybe_unused_since < $1 order by d.maybe_unused_since limit $2) b) t group by 1', coalesce(referred, 'false'))
      using before, most;
  end $$;
grant execute on function platform.doubtful_blobs(timestamp with time zone, integer) to palier_app;

-- The bytes that count against the quota of the tenant in force: of each row that refers to a blob and says how many it takes.
-- Runs as the backup role, from which no policy of persons hides rows.
create or replace function platform.count_storage_bytes() returns bigint
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
  declare
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    target text;
    digest text;
    counting text;
    bytes bigint;
    total bigint := 0;
  begin
    for target, digest, counting in
      select c.name, r.key, r.value #>> '{}' from platform.data_catalogue c, jsonb_each(c.declaration->'blobs') r
        where r.value <> 'null'
    loop
      execute format('select coalesce(sum(%I), 0) from %s where tenant_id = $1 and %I is not null', counting, target, digest)
        into bytes using tenant;
      total := total + bytes;
    end loop;
    return total;
  end $$;
grant execute on function platform.count_storage_bytes() to palier_app, palier_owner;
