set local role palier_cross_tenant;

-- The seconds that a call took on the average of the last 20; 10 before the first.
create or replace function rides.ai_seconds() returns double precision
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select greatest(coalesce(avg(extract(epoch from c.ended_at - c.called_at))::float8, 10), 0.001) from (select r.called_at, r.ended_at
    from rides.ai_requests r where r.state = 'answered' order by r.ended_at desc limit 20) c $$;

-- The first so many requests that wait, of all tenants, with how many have their turn before if all calls take as long, and the
-- seconds that a call takes. Only so many tenants of each rank are read, and so many requests of each: no tenant behind the first so many has one
-- of them.
create or replace function rides.first_ai_requests(most integer)
  returns table (tenant_id uuid, user_id uuid, id uuid, before integer, seconds double precision)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.tenant_id, r.user_id, r.id, 
      (row_number() over (order by k.rank, t.starts + (r.nth - 1) * s.seconds, r.nth, t.place) - 1)::integer, s.seconds
    from (values (1::smallint), (2::smallint), (3::smallint)) as k (rank)
      cross join lateral (select a.tenant_id, a.starts, a.place from rides.ai_starts(k.rank) a order by a.place limit most) t
      cross join lateral (select w.user_id, w.id, row_number() over (order by w.created_at, w.id) as nth from rides.ai_requests w
        where w.state = 'waiting' and w.rank = k.rank and w.tenant_id = t.tenant_id order by w.created_at, w.id limit most) r
      cross join (select rides.ai_seconds() as seconds) s
    order by 4 limit most $$;
grant execute on function rides.first_ai_requests(integer) to palier_app;

-- What waits of a user, with how many have their turn before, counted up to so many, and the seconds that a call takes: the
-- rest of the queue is not read.
create or replace function rides.ai_places(of_tenant uuid, of_user uuid, most integer)
  returns table (id uuid, before integer, seconds double precision)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with mine as materialized (
    select m.id, m.rank, (select count(*) from (select from rides.ai_requests r where r.state = 'waiting' and r.rank = m.rank
          and r.tenant_id = of_tenant and (r.created_at, r.id) < (m.created_at, m.id) limit most) e) as earlier
      from rides.ai_requests m where m.tenant_id = of_tenant and m.user_id = of_user and m.state = 'waiting'
        -- After a day each has ended.
        and m.created_at > now() - interval '25 hours'),
  tenants as materialized (
    select k.rank, t.tenant_id,
        t.place < (max(t.place) filter (where t.tenant_id = of_tenant) over (partition by k.rank)) as is_before,
        -- How many calls it has before the first one of this tenant.
        round((((max(t.starts) filter (where t.tenant_id = of_tenant) over (partition by k.rank)) - t.starts)
          / rides.ai_seconds())::numeric, 6) as ahead
      from (select distinct m.rank from mine m) k cross join lateral rides.ai_starts(k.rank) t)
  select m.id, (select count(*) from (
        (select from rides.ai_requests r where r.state = 'waiting' and r.rank < m.rank limit most)
        union all
        (select from tenants t cross join lateral (select from rides.ai_requests r
            where r.state = 'waiting' and r.rank = m.rank and r.tenant_id = t.tenant_id
            -- Two requests that begin at once: the one with fewer before it comes first, then that of the tenant before.
            order by r.created_at, r.id limit least(most, greatest(0, ceil(m.earlier + t.ahead)
              + (t.ahead = trunc(t.ahead) and m.earlier + t.ahead >= 0 and (t.ahead < 0 or t.ahead = 0 and t.is_before))::integer))) b
          where t.rank = m.rank limit most)
        limit most) a)::integer, s.seconds
    from mine m cross join (select rides.ai_seconds() as seconds) s $$;
grant execute on function rides.ai_places(uuid, uuid, integer) to palier_app;
