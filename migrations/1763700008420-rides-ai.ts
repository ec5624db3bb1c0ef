import { declarePersonTable, declareTenantTable, functionsOf, migration, user } from '#platform/database';

/** What users ask a model, in which order it is asked, and what that may cost. */
export const RidesAi1763700008420 = migration(
  `create table rides.ai_requests (
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
  create policy cross_tenant on rides.ai_turns to palier_cross_tenant using (true) with check (true)`,
  functionsOf('rides/ai/settle-deleted-ai-requests.sql'),
  // A request that goes with its user before it ends gives their tenant back what it reserved; where the model was asked, that is spent.
  `create trigger settle_deleted_ai_requests after delete on rides.ai_requests referencing old table as removed
    for each statement execute function rides.settle_deleted_ai_requests()`,
  declarePersonTable('rides.ai_requests', {
    holds: 'What a rider asked a model, what was sent to it, and what it or the rules answered.',
    persons: [
      user('user_id', 'delete', 'id, state, question, messages, answer, model, advice, spent, created_at, ended_at'),
    ],
    uuids: { claim: 'a request that is under way' },
    retention: { column: 'created_at', after: '30 days' },
    archive: { notExported: 'requests to the model of this deployment' },
  }),
  declarePersonTable('rides.ai_user_budgets', {
    holds: 'How many tokens a rider has reserved and spent on a day.',
    persons: [user('user_id', 'delete', 'day, spent')],
    retention: { column: 'day', after: '30 days' },
    archive: { notExported: 'the use of the model of this deployment' },
  }),
  declareTenantTable('rides.ai_budgets', {
    holds: 'How many tokens a tenant has reserved and spent on a day.',
    retention: { column: 'day', after: '30 days' },
    archive: { notExported: 'the use of the model of this deployment' },
  }),
  declareTenantTable('rides.ai_turns', {
    holds: 'When a request of a tenant to the model last had its turn.',
    archive: { notExported: 'the queue of this deployment' },
  }),
);
