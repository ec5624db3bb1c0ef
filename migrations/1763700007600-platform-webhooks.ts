import { declareTenantTable, migration } from '#platform/database';

/** Where tenants want to hear of their events, and what was sent there. */
export const PlatformWebhooks1763700007600 = migration(
  `create table platform.webhook_endpoints (
    tenant_id       uuid not null,
    id              uuid not null,
    form            text collate "C" not null check (form in ('standard', 'slack', 'discord')),
    url             bytea not null,
    -- The address without what may be secret in it.
    shown_url       text not null check (length(shown_url) <= 2100),
    -- Signs messages of the standard form; the former one signs them too until its overlap ends.
    secret          bytea check ((secret is null) = (form <> 'standard')),
    former_secret   bytea,
    former_until    timestamptz(3) check ((former_until is null) = (former_secret is null)),
    events          text[] not null check (cardinality(events) between 1 and 50),
    description     text not null check (length(description) <= 300),
    disabled_at     timestamptz(3),
    disabled_reason text collate "C" check (disabled_reason in ('asked', 'gone', 'failing')),
    failing_since   timestamptz(3),
    succeeded_at    timestamptz(3),
    version         integer not null default 1 check (version > 0),
    created_at      timestamptz(3) not null default now(),
    updated_at      timestamptz(3) not null default now(),
    primary key (tenant_id, id),
    check ((disabled_at is null) = (disabled_reason is null))
  );
  create index webhook_endpoints_by_creation on platform.webhook_endpoints (tenant_id, created_at, id);

  create table platform.webhook_deliveries (
    tenant_id     uuid not null,
    id            uuid not null,
    endpoint_id   uuid not null,
    message_id    text collate "C" not null,
    type          text collate "C" not null,
    subject       text collate "C" not null,
    body          text not null,
    state         text collate "C" not null default 'pending' check (state in ('pending', 'delivered', 'failed')),
    -- When it is tried next; null while it waits for an earlier message of its subject, and once it has ended.
    due_at        timestamptz(3),
    -- The try under way.
    claim         uuid,
    claimed_until timestamptz(3),
    tries         integer not null default 0 check (tries >= 0),
    attempts      jsonb not null default '[]',
    created_at    timestamptz(3) not null default now(),
    ended_at      timestamptz(3),
    primary key (tenant_id, id),
    foreign key (tenant_id, endpoint_id) references platform.webhook_endpoints on delete cascade
  );
  create index webhook_deliveries_by_creation on platform.webhook_deliveries (tenant_id, endpoint_id, created_at, id);
  create index webhook_deliveries_by_state on platform.webhook_deliveries (tenant_id, endpoint_id, state, created_at, id);
  create index webhook_deliveries_due on platform.webhook_deliveries (tenant_id, endpoint_id, due_at) where due_at is not null;
  create index webhook_deliveries_claimed on platform.webhook_deliveries (tenant_id, endpoint_id) where claim is not null;
  create index webhook_deliveries_of_subject on platform.webhook_deliveries (tenant_id, endpoint_id, subject, created_at, id)
    where state = 'pending';
  -- As the retention below asks for them: those that wait stay, however many.
  create index webhook_deliveries_by_age on platform.webhook_deliveries (created_at) where (state = 'pending') is not true;

  create table platform.webhook_turns (
    tenant_id     uuid primary key,
    -- Since when a job that sends its messages waits; null while none does.
    waiting_since timestamptz(3),
    -- When a job is needed next.
    due_at        timestamptz(3)
  );
  create index webhook_turns_due on platform.webhook_turns (due_at) where due_at is not null;

  create policy cross_tenant on platform.webhook_turns to palier_cross_tenant using (true);
  grant select on platform.webhook_turns to palier_cross_tenant;
  grant select, insert, delete, update (url, shown_url, secret, former_secret, former_until, events, description, disabled_at,
      disabled_reason, failing_since, succeeded_at, version, updated_at)
    on platform.webhook_endpoints to palier_app;
  grant select, insert, delete, update (state, due_at, claim, claimed_until, tries, attempts, ended_at)
    on platform.webhook_deliveries to palier_app;
  grant select, insert, update (waiting_since, due_at) on platform.webhook_turns to palier_app`,
  declareTenantTable('platform.webhook_endpoints', {
    holds: 'A webhook of a tenant: its events, how it does, and its sealed address and secrets.',
    archive: { notCopied: 'the original sends them' },
    sealed: { url: 'webhooks.url', secret: 'webhooks.secret', former_secret: 'webhooks.secret' },
  }),
  declareTenantTable('platform.webhook_deliveries', {
    holds: 'A message to a webhook, by ids: its body, its tries and the beginning of each answer.',
    uuids: { endpoint_id: 'platform.webhook_endpoints', claim: 'a try under way' },
    // Those after one that waits, and of its subject, wait for it.
    retention: { column: 'created_at', after: '30 days', except: "state = 'pending'" },
    archive: { notExported: 'messages that this deployment sent' },
  }),
  declareTenantTable('platform.webhook_turns', {
    holds: 'Whether a job waits that sends the messages of a tenant, and when one is needed.',
    archive: { notExported: 'the jobs of this deployment' },
  }),
);
