set local role palier_cross_tenant;

-- Locks the feed of a subscription before that is changed or deleted: all others lock a feed before its followers, too.
create or replace function feeds.lock_source(subscription uuid) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  select from feeds.sources s
    where s.id = (select f.source_id from feeds.subscriptions f where f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and f.id = subscription)
    for update $$;
grant execute on function feeds.lock_source(uuid) to palier_app;

-- A subscription that comes from an archive knows nothing of the source that it follows here. Whoever follows a feed already
-- does not have it fetched by importing it again.
create or replace function feeds.follow_source() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    -- Whose row it is, row level security checks after this.
    if new.url is null then return new; end if;
    new.health_since := null;
    new.filled := false;
    insert into feeds.sources as s (id, url, only_tenant, host, due_at)
      values (gen_random_uuid(), new.url, case when new.private then new.tenant_id end, substring(new.url from '//([^/?#]+)'), now())
      on conflict (url, only_tenant) do update set
        ended_at = case when exists (select from feeds.subscriptions f where f.tenant_id = new.tenant_id and f.source_id = s.id) then s.ended_at end,
        due_at = case when s.claimed_until > now() or exists (select from feeds.subscriptions f where f.tenant_id = new.tenant_id and f.source_id = s.id) then s.due_at else least(s.due_at, now()) end
      returning s.id into new.source_id;
    return new;
  end $$;
grant execute on function feeds.follow_source() to palier_owner;

-- A source that nobody follows any more is forgotten. Its row is locked first, so that a new follower is seen or waits.
create or replace function feeds.forget_sources() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
  declare
    source uuid;
  begin
    for source in select distinct r.source_id from removed r order by 1 loop
      perform from feeds.sources s where s.id = source for update;
      if not exists (select from feeds.subscriptions f where f.source_id = source) then
        delete from feeds.sources s where s.id = source;
      end if;
    end loop;
    return null;
  end $$;
grant execute on function feeds.forget_sources() to palier_owner;

reset role;

-- What the tenant is not told any more how its feed did before, it is not told that it recovers from, either.
create or replace function feeds.forget_sickness() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    new.sick := null;
    return new;
  end $$;
