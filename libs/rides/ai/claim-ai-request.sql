set local role palier_cross_tenant;

-- Tenants with requests of a rank that wait, in the order of their turns: first the one whose calls took the least time. `starts`
-- are the seconds of calls, finished and under way, that the next one begins at: not before what another began at last, so that
-- no tenant saves up time in which it asks nothing.
create or replace function rides.ai_starts(of_rank smallint)
  returns table (tenant_id uuid, calling bigint, used double precision, starts double precision, place bigint)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  -- Each tenant by one step in the index, however many of its requests wait.
  with recursive waiting as (
    (select r.tenant_id from rides.ai_requests r where r.state = 'waiting' and r.rank = of_rank order by r.tenant_id limit 1)
    union all
    select (select r.tenant_id from rides.ai_requests r
      where r.state = 'waiting' and r.rank = of_rank and r.tenant_id > w.tenant_id order by r.tenant_id limit 1)
    from waiting w where w.tenant_id is not null),
  calls as materialized (select r.tenant_id, count(*) as calling from rides.ai_requests r
    where r.state = 'calling' and r.claimed_until > clock_timestamp() group by 1),
  now as materialized (select rides.ai_seconds() as seconds, coalesce((select max(t.began) from rides.ai_turns t), 0) as reached)
  select s.tenant_id, s.calling, s.starts - s.calling * s.seconds, s.starts,
      row_number() over (order by s.starts, s.called_at nulls first, s.tenant_id)
    from (select w.tenant_id, t.called_at, n.seconds, coalesce(c.calling, 0) as calling,
        greatest(coalesce(t.used, 0) + coalesce(c.calling, 0) * n.seconds, n.reached) as starts
      from waiting w cross join now n left join calls c on c.tenant_id = w.tenant_id
        -- By its key: far fewer tenants wait than ever had a turn.
        left join lateral (select * from rides.ai_turns a where a.tenant_id = w.tenant_id limit 1) t on true
      where w.tenant_id is not null) s
    order by 5 $$;

-- Claims the request whose turn it is for so many seconds, where less than `at_once` are under way in all processes: the lowest
-- rank first, in it the first tenant, of that the oldest. The last place is left to other tenants while they wait, whatever their
-- rank. No row where as many are under way, or none waits. Called by the job that asks the model.
create or replace function rides.claim_ai_request(at_once integer, seconds double precision)
  returns table (tenant_id uuid, user_id uuid, id uuid, claim uuid)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    turn record;
  begin
    -- Two that claim at the same time would each not count the request of the other, and both claim the same one. The second
    -- waits until the first has committed, and the statements after this one see its claim and its turn.
    perform pg_advisory_xact_lock(hashtextextended('rides.claim_ai_request', 0));
    if at_once <= (select count(*) from rides.ai_requests r where r.state = 'calling' and r.claimed_until > clock_timestamp())
      then return; end if;
    select k.rank, t.tenant_id, t.used, t.starts into turn
      from (values (1::smallint), (2::smallint), (3::smallint)) as k (rank) cross join lateral rides.ai_starts(k.rank) t
      order by (at_once > 1 and t.calling >= at_once - 1), k.rank, t.place limit 1;
    if not found then return; end if;
    insert into rides.ai_turns as t (tenant_id, called_at, used, began)
      values (turn.tenant_id, clock_timestamp(), turn.used, turn.starts)
      on conflict on constraint ai_turns_pkey do update
        -- A call that ended meanwhile added its seconds.
        set called_at = excluded.called_at, used = greatest(t.used, excluded.used), began = excluded.began;
    return query update rides.ai_requests u
      set state = 'calling', claim = gen_random_uuid(), claimed_until = clock_timestamp() + make_interval(secs => seconds),
        called_at = clock_timestamp()
      where (u.tenant_id, u.user_id, u.id) = (select r.tenant_id, r.user_id, r.id from rides.ai_requests r
        where r.state = 'waiting' and r.rank = turn.rank and r.tenant_id = turn.tenant_id
        order by r.created_at, r.id limit 1)
      returning u.tenant_id, u.user_id, u.id, u.claim;
  end $$;
grant execute on function rides.claim_ai_request(integer, double precision) to palier_app;

-- Requests of all tenants that have waited for as long as they may, but for a second, and those under way whose claim is over,
-- which are lost; at most so many of each. The job that asks the model ends them.
create or replace function rides.overdue_ai_requests(most integer)
  returns table (tenant_id uuid, user_id uuid, id uuid, is_lost boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  (select r.tenant_id, r.user_id, r.id, false from rides.ai_requests r
    where r.state = 'waiting' and r.waits_until <= now() + interval '1 second' order by r.waits_until limit most)
  union all
  (select r.tenant_id, r.user_id, r.id, true from rides.ai_requests r
    where r.state = 'calling' and r.claimed_until <= now() order by r.claimed_until limit most) $$;
grant execute on function rides.overdue_ai_requests(integer) to palier_app;
