set local role palier_cross_tenant;

-- Locks the source of a subscription of the tenant in force, before the subscription is changed or deleted. All others lock a
-- source before its followers, too: a delivery or a settled fetch that has the source would otherwise wait for the
-- subscription, and its owner for the source.
create or replace function feeds.lock_source(subscription uuid) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  select from feeds.sources s
    where s.id = (select f.source_id from feeds.subscriptions f
      where f.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and f.id = subscription)
    for update $$;
grant execute on function feeds.lock_source(uuid) to palier_app;

-- The trigger that gives a new subscription its source, of the address: that which others follow, a new one, or one for the
-- tenant alone where the feed is in networks that it alone may reach. The source is due at once, unless the tenant follows it
-- already, by importing it again, or a fetch of it is under way. A subscription that comes from an archive knows nothing of the
-- source that it follows here.
create or replace function feeds.follow_source() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    -- Whose row it is, row level security checks after this.
    if new.url is null then return new; end if;
    new.health_since := null;
    new.filled := false;
    -- An update even where nothing changes, since it locks the source until the subscription is committed. Whoever deletes the
    -- last other subscription at the same time waits and sees this one, or has deleted the source, which is then made anew;
    -- whoever settles a fetch of it waits, too, and leaves it due for this follower.
    insert into feeds.sources as s (id, url, only_tenant, host, due_at)
      values (gen_random_uuid(), new.url, case when new.private then new.tenant_id end, substring(new.url from '//([^/?#]+)'),
        now())
      on conflict (url, only_tenant) do update set
        ended_at = case when exists (select from feeds.subscriptions f
          where f.tenant_id = new.tenant_id and f.source_id = s.id) then s.ended_at end,
        due_at = case when s.claimed_until > now() or exists (select from feeds.subscriptions f
          where f.tenant_id = new.tenant_id and f.source_id = s.id) then s.due_at else least(s.due_at, now()) end
      returning s.id into new.source_id;
    return new;
  end $$;
grant execute on function feeds.follow_source() to palier_owner;

-- The trigger that deletes sources which nobody follows any more, once subscriptions were deleted.
create or replace function feeds.forget_sources() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    source uuid;
  begin
    -- In the order of their ids, so that two that delete subscriptions of common sources do not deadlock. Each is locked before
    -- its followers are looked for: whoever begins to follow it at the same time has it locked already and is then seen, or waits
    -- and makes it anew. A subscription would otherwise be left without its source.
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

-- The trigger of subscriptions without health: a tenant that is told nothing of how its feed did before is not told that it
-- recovers from that, either.
create or replace function feeds.forget_sickness() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    new.sick := null;
    return new;
  end $$;
