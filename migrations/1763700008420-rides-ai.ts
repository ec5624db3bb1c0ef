import { asRole, declareTable, migration } from '#platform/database';

const tables = `
  create table rides.ai_requests (
    tenant_id     uuid not null,
    user_id       uuid not null,
    id            uuid not null,
    -- 1: a user waits for it; 2: in the background, for a plan that pays; 3: in the background.
    rank          smallint not null check (rank between 1 and 3),
    state         text collate "C" not null check (state in ('waiting', 'calling', 'answered', 'ruled', 'cancelled')),
    -- Why the rules answered.
    reason        text collate "C" check (reason in ('degraded', 'budget', 'suspended', 'failed', 'waited', 'unknown')),
    question      text not null check (length(question) <= 500),
    language      text collate "C" not null check (language in ('en', 'fr')),
    -- What is sent.
    messages      jsonb not null check (length(messages::text) <= 20000),
    answer        text check (length(answer) <= 10000),
    model         text check (length(model) <= 100),
    -- What the rules say.
    advice        jsonb,
    -- Tokens of the budgets of a day: the most that it may cost, and what it cost.
    day           date not null,
    reserved      integer not null check (reserved >= 0),
    spent         integer not null default 0 check (spent between 0 and reserved),
    waits_until   timestamptz(3) not null,
    claim         uuid,
    claimed_until timestamptz(3),
    created_at    timestamptz(3) not null default now(),
    called_at     timestamptz(3),
    ended_at      timestamptz(3),
    primary key (tenant_id, user_id, id),
    check ((state = 'calling') = (claim is not null)),
    check ((state in ('waiting', 'calling')) = (ended_at is null))
  );
  create index ai_requests_waiting on rides.ai_requests (rank, tenant_id, created_at, id) where state = 'waiting';
  create index ai_requests_overdue on rides.ai_requests (waits_until) where state = 'waiting';
  create index ai_requests_calling on rides.ai_requests (claimed_until) where state = 'calling';
  create index ai_requests_answered on rides.ai_requests (ended_at) where state = 'answered';
  create index ai_requests_by_creation on rides.ai_requests (tenant_id, user_id, created_at, id);
  create index ai_requests_by_age on rides.ai_requests (created_at);

  -- What a user and a tenant may still cost on a day (UTC).
  create table rides.ai_user_budgets (
    tenant_id uuid not null,
    user_id   uuid not null,
    day       date not null,
    reserved  bigint not null check (reserved >= 0),
    spent     bigint not null check (spent >= 0),
    primary key (tenant_id, user_id, day)
  );
  create index ai_user_budgets_by_day on rides.ai_user_budgets (day);
  create table rides.ai_budgets (
    tenant_id uuid not null,
    day       date not null,
    reserved  bigint not null check (reserved >= 0),
    spent     bigint not null check (spent >= 0),
    primary key (tenant_id, day)
  );
  create index ai_budgets_by_day on rides.ai_budgets (day);

  -- When a tenant had its last turn.
  create table rides.ai_turns (
    tenant_id uuid primary key,
    called_at timestamptz(6) not null
  );

  grant select, insert, delete, update (state, reason, answer, model, advice, spent, claim, claimed_until, ended_at)
    on rides.ai_requests to palier_app;
  grant select, insert, update (reserved, spent) on rides.ai_user_budgets, rides.ai_budgets to palier_app;
  grant usage on schema rides to palier_cross_tenant;
  grant select, update (state, claim, claimed_until, called_at) on rides.ai_requests to palier_cross_tenant;
  grant select, insert, update (called_at) on rides.ai_turns to palier_cross_tenant;
  create policy cross_tenant on rides.ai_requests to palier_cross_tenant using (true) with check (true);
  create policy cross_tenant on rides.ai_turns to palier_cross_tenant using (true) with check (true)`;

/** Tenants with requests of a rank that wait, in the order of their turns: the one whose last turn was longest ago is the first. */
const tenants = `
  create function rides.ai_tenants(of_rank smallint) returns table (tenant_id uuid, place bigint)
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
      order by 2 $$`;

/**
 * Claims the request whose turn it is for so many seconds, where less than `at_once` are under way in all processes: the lowest rank
 * first, in it the first tenant, of that the oldest.
 */
const claim = `
  create function rides.claim_ai_request(at_once integer, seconds double precision)
    returns table (tenant_id uuid, user_id uuid, id uuid, claim uuid) language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
    declare
      least_rank smallint;
      turn uuid;
    begin
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
    end $$`;

/** The seconds that a call took on the average of the last 20; 10 before the first. */
const seconds = `
  create function rides.ai_seconds() returns double precision language sql stable set search_path = pg_catalog, pg_temp as $$
    select coalesce(avg(extract(epoch from c.ended_at - c.called_at))::float8, 10) from (select r.called_at, r.ended_at
      from rides.ai_requests r where r.state = 'answered' order by r.ended_at desc limit 20) c $$`;

/** The first so many that wait, with how many have their turn before: no tenant behind the first so many has one of them. */
const first = `
  create function rides.first_ai_requests(most integer)
    returns table (tenant_id uuid, user_id uuid, id uuid, before integer, seconds double precision)
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select t.tenant_id, r.user_id, r.id, (row_number() over (order by k.rank, r.nth, t.place) - 1)::integer, s.seconds
      from (values (1::smallint), (2::smallint), (3::smallint)) as k (rank)
        cross join lateral (select a.tenant_id, a.place from rides.ai_tenants(k.rank) a order by a.place limit most) t
        cross join lateral (select w.user_id, w.id, row_number() over (order by w.created_at, w.id) as nth from rides.ai_requests w
          where w.state = 'waiting' and w.rank = k.rank and w.tenant_id = t.tenant_id order by w.created_at, w.id limit most) r
        cross join (select rides.ai_seconds() as seconds) s
      order by 4 limit most $$`;

/** What waits of a user, with how many have their turn before, counted up to so many: the rest of the queue is not read. */
const places = `
  create function rides.ai_places(of_tenant uuid, of_user uuid, most integer)
    returns table (id uuid, before integer, seconds double precision)
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with mine as materialized (
      select m.id, m.rank, (select count(*) from (select from rides.ai_requests r where r.state = 'waiting' and r.rank = m.rank
            and r.tenant_id = of_tenant and (r.created_at, r.id) < (m.created_at, m.id) limit most) e) as earlier
        from rides.ai_requests m where m.tenant_id = of_tenant and m.user_id = of_user and m.state = 'waiting'
          -- After a day each has ended.
          and m.created_at > now() - interval '25 hours'),
    tenants as materialized (
      select k.rank, t.tenant_id, t.place < (max(t.place) filter (where t.tenant_id = of_tenant) over (partition by k.rank)) as is_before
        from (select distinct m.rank from mine m) k cross join lateral rides.ai_tenants(k.rank) t)
    select m.id, (select count(*) from (
          (select from rides.ai_requests r where r.state = 'waiting' and r.rank < m.rank limit most)
          union all
          (select from tenants t cross join lateral (select from rides.ai_requests r
              where r.state = 'waiting' and r.rank = m.rank and r.tenant_id = t.tenant_id
              order by r.created_at, r.id limit m.earlier + t.is_before::integer) b
            where t.rank = m.rank limit most)
          limit most) a)::integer, s.seconds
      from mine m cross join (select rides.ai_seconds() as seconds) s $$`;

/** Requests that have waited for as long as they may, but for a second, and those under way whose claim is over. */
const overdue = `
  create function rides.overdue_ai_requests(most integer) returns table (tenant_id uuid, user_id uuid, id uuid, is_lost boolean)
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    (select r.tenant_id, r.user_id, r.id, false from rides.ai_requests r
      where r.state = 'waiting' and r.waits_until <= now() + interval '1 second' order by r.waits_until limit most)
    union all
    (select r.tenant_id, r.user_id, r.id, true from rides.ai_requests r
      where r.state = 'calling' and r.claimed_until <= now() order by r.claimed_until limit most) $$`;

/** A request that goes with its user before it ends gives their tenant back what it reserved; where the model was asked, that is spent. */
const settle = `
  create function rides.settle_deleted_ai_requests() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
    begin
      update rides.ai_budgets b set reserved = greatest(b.reserved - o.reserved, 0), spent = b.spent + o.spent
        from (select tenant_id, day, sum(reserved) as reserved, sum(case state when 'calling' then reserved else 0 end) as spent
          from removed where state in ('waiting', 'calling') group by 1, 2) o
        where (b.tenant_id, b.day) = (o.tenant_id, o.day);
      return null;
    end $$;
  create trigger settle_deleted_ai_requests after delete on rides.ai_requests referencing old table as removed
    for each statement execute function rides.settle_deleted_ai_requests()`;

/** What users ask a model, in which order it is asked, and what that may cost. */
export const RidesAi1763700008420 = migration(
  'RidesAi1763700008420',
  tables,
  ...asRole(
    'palier_cross_tenant',
    'rides',
    tenants,
    claim,
    seconds,
    first,
    places,
    overdue,
    `grant execute on function rides.claim_ai_request(integer, double precision), rides.first_ai_requests(integer),
      rides.ai_places(uuid, uuid, integer), rides.overdue_ai_requests(integer) to palier_app`,
  ),
  settle,
  declareTable('rides.ai_requests', {
    kind: 'person',
    holds: 'What a rider asked a model, what was sent to it, and what it or the rules answered.',
    persons: [
      {
        column: 'user_id',
        is: 'user',
        erasure: 'delete',
        exports: [
          'id',
          'state',
          'question',
          'messages',
          'answer',
          'model',
          'advice',
          'spent',
          'created_at',
          'ended_at',
        ],
      },
    ],
    uuids: { claim: 'a request that is under way' },
    retention: { column: 'created_at', after: '30 days' },
    archive: { notExported: 'requests to the model of this deployment' },
  }),
  declareTable('rides.ai_user_budgets', {
    kind: 'person',
    holds: 'How many tokens a rider has reserved and spent on a day.',
    persons: [{ column: 'user_id', is: 'user', erasure: 'delete', exports: ['day', 'spent'] }],
    retention: { column: 'day', after: '30 days' },
    archive: { notExported: 'the use of the model of this deployment' },
  }),
  declareTable('rides.ai_budgets', {
    kind: 'tenant',
    holds: 'How many tokens a tenant has reserved and spent on a day.',
    retention: { column: 'day', after: '30 days' },
    archive: { notExported: 'the use of the model of this deployment' },
  }),
  declareTable('rides.ai_turns', {
    kind: 'tenant',
    holds: 'When a request of a tenant to the model last had its turn.',
    archive: { notExported: 'the queue of this deployment' },
  }),
);
