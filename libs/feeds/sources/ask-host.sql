set local role palier_cross_tenant;

-- Asks for a turn to send a request that belongs to no claim, such as the first one to an address; returns in how many
-- milliseconds to ask again, at most an hour, and 0 where it may be sent now. Requests of claims and these together are at least
-- half a second apart, and none is sent beside two fetches of the host, or where the address or its host and port are paused. A
-- tenant gets four turns a second for all hosts together. Called for each redirect, too.
create or replace function feeds.ask_host(asked text) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    tenant text := 'tenant:' || nullif(current_setting('app.tenant_id', true), '')::uuid;
    place text := substring(asked from '//([^/?#]+)');
    free_at timestamptz := (select max(h.next_at) from feeds.hosts h where h.host in
      ('paused:' || place, replace(tenant, 'tenant:', 'paused:') || ' ' || place, 'busy:' || place || ' ' || asked));
  begin
    if free_at > clock_timestamp() then
      return least(ceil(extract(epoch from free_at - clock_timestamp()) * 1000), 3600000)::integer;
    end if;
    asked := regexp_replace(place, ':[0-9]+$', '');
    -- Times are rounded to milliseconds: that of now may be later than now.
    insert into feeds.hosts (host, next_at) values (tenant, now() - interval '1 millisecond') on conflict do nothing;
    -- Of two who ask for the same tenant or host at the same time, the second waits here until the first has taken its turn, and
    -- then reads when the next one is: both would otherwise send at once. The tenant always comes before a host, so that those
    -- who ask wait for each other in one order.
    select h.next_at into free_at from feeds.hosts h where h.host = tenant for update;
    if free_at <= clock_timestamp() then
      insert into feeds.hosts (host, next_at) values (asked, now() - interval '1 millisecond') on conflict do nothing;
      select h.next_at into free_at from feeds.hosts h where h.host = asked for update;
    end if;
    if free_at > clock_timestamp() then
      return least(ceil(extract(epoch from free_at - clock_timestamp()) * 1000), 3600000)::integer;
    end if;
    if (select count(*) from feeds.sources s where s.host = asked and s.claim is not null and s.claimed_until > now()) >= 2 then
      return 500;
    end if;
    update feeds.hosts h set next_at = clock_timestamp() + interval '0.25 seconds' where h.host = tenant;
    update feeds.hosts h set next_at = clock_timestamp() + interval '0.5 seconds' where h.host = asked;
    return 0;
  end $$;
grant execute on function feeds.ask_host(text) to palier_app;
