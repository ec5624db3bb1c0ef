set local role palier_cross_tenant;

-- Tenants with requests of a rank that wait, in the order of their turns: the one whose last turn was longest ago is the first.
create or replace function rides.ai_tenants(of_rank smallint) returns table (tenant_id uuid, place bigint)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  -- Each tenant by one step in the index, however many of its requests wait.
  with recursive waiting as (
    (select r.tenant_id from rides.ai_requests r where r.state = 'waiting' and r.rank = of_rank order by r.tenant_id limit 1)
    union all
    select (select r.tenant_id from rides.ai_requests r
      where r.state = 'waiting' and r.rank = of_rank and r.tenant_id > w.tenant_id order by r.tenant_id limit 1)
    from waiting w where w.tenant_id is not null)
  select w.tenant_id, row_number() over (order by w.called_at nulls first, w.tenant_id) from (
      select n.tenant_id, (select t.called_at from rides.ai_turns t where t.tenant_id = n.tenant_id) as called_at
      from waiting n where n.tenant_id is not null) w
    order by 2 $$;

-- Claims the request whose turn it is for so many seconds, where less than `at_once` are under way in all processes: the lowest
-- rank first, in it the first tenant, of that the oldest. No row where as many are under way, or none waits. Called by the job
-- that asks the model.
create or replace function rides.claim_ai_request(at_once integer, seconds double precision)
  returns table (tenant_id uuid, user_id uuid, id uuid, claim uuid)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    least_rank smallint;
    turn uuid;
  begin
    -- Two that claim at the same time would each not count the request of the other, and both claim the same one. The second
    -- waits until the first has committed, and the statements after this one see its claim and its turn.
    perform pg_advisory_xact_lock(hashtextextended('rides.claim_ai_request', 0));
    if at_once <= (select count(*) from rides.ai_requests r where r.state = 'calling' and r.claimed_until > clock_timestamp())
      then return; end if;
    select r.rank into least_rank from rides.ai_requests r where r.state = 'waiting' order by r.rank limit 1;
    select t.tenant_id into turn from rides.ai_tenants(least_rank) t order by t.place limit 1;
    if turn is null then return; end if;
    insert into rides.ai_turns as t values (turn, clock_timestamp())
      on conflict on constraint ai_turns_pkey do update set called_at = excluded.called_at;
    return query update rides.ai_requests u
      set state = 'calling', claim = gen_random_uuid(), claimed_until = clock_timestamp() + make_interval(secs => seconds),
        called_at = clock_timestamp()
      where (u.tenant_id, u.user_id, u.id) = (select r.tenant_id, r.user_id, r.id from rides.ai_requests r
        where r.state = 'waiting' and r.rank = least_rank and r.tenant_id = turn order by r.created_at, r.id limit 1)
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
