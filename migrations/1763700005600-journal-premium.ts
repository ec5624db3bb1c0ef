import { declarePersonTable, declareTenantTable, migration, user } from '#platform/database';

/** What a tenant sells, and what persons bought. */
export const JournalPremium1763700005600 = migration(
  `create table journal.products (
    tenant_id uuid not null,
    sku text collate "C" not null check (sku ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
    name_en text not null check (length(name_en) between 1 and 120),
    name_fr text not null check (length(name_fr) between 1 and 120),
    -- In minor units of the currency (ISO 4217): cents of a euro.
    price_minor integer not null check (price_minor >= 0),
    currency text collate "C" not null check (currency ~ '^[A-Z]{3}$'),
    period text collate "C" not null check (period in ('month', 'year', 'lifetime')),
    app_store_id text collate "C" check (length(app_store_id) between 1 and 255),
    stripe_price_id text collate "C" check (length(stripe_price_id) between 1 and 255),
    on_sale boolean not null,
    updated_at timestamptz(3) not null default now(),
    primary key (tenant_id, sku)
  );
  create unique index products_by_app_store_id on journal.products (tenant_id, app_store_id);
  create unique index products_by_stripe_price on journal.products (tenant_id, stripe_price_id);
  grant select, insert, update (name_en, name_fr, price_minor, currency, period, app_store_id, stripe_price_id, on_sale,
    updated_at) on journal.products to palier_app`,
  declareTenantTable('journal.products', { holds: 'What a tenant sells: a name, a price and a period.' }),
  `create table journal.payment_providers (
    tenant_id uuid not null,
    provider text collate "C" not null check (provider in ('app-store', 'stripe')),
    settings jsonb not null check (jsonb_typeof(settings) = 'object'),
    -- Sealed by the master key.
    secret bytea check (length(secret) between 30 and 500),
    updated_at timestamptz(3) not null default now(),
    primary key (tenant_id, provider)
  );
  grant select, insert, update (settings, secret, updated_at) on journal.payment_providers to palier_app`,
  declareTenantTable('journal.payment_providers', {
    holds: 'How the receipts and events of a payment provider are verified; its secret is sealed.',
    sealed: { secret: 'journal.stripe-webhook-secret' },
  }),
  `create table journal.purchases (
    tenant_id uuid not null,
    id uuid not null,
    -- Null once the person is erased.
    user_id uuid,
    provider text collate "C" not null check (provider in ('app-store', 'stripe')),
    transaction_id text collate "C" not null,
    -- What renewals have in common: the first transaction of a subscription, or the subscription.
    subscription text collate "C" not null,
    -- What a refund names, where that is another id.
    payment text collate "C",
    sku text collate "C" not null,
    amount_minor integer check (amount_minor >= 0),
    currency text collate "C" check (currency ~ '^[A-Z]{3}$'),
    bought_at timestamptz(3) not null,
    -- Null for a lifetime.
    valid_until timestamptz(3),
    refunded_at timestamptz(3),
    -- When the provider said so.
    as_of timestamptz(3) not null,
    primary key (tenant_id, id),
    check ((amount_minor is null) = (currency is null))
  );
  create unique index purchases_by_transaction on journal.purchases (tenant_id, provider, transaction_id);
  create index purchases_by_user on journal.purchases (tenant_id, user_id, bought_at, id);
  create index purchases_by_age on journal.purchases (bought_at);
  grant select, insert, update (payment, valid_until, refunded_at, as_of) on journal.purchases to palier_app`,
  declarePersonTable('journal.purchases', {
    holds:
      'A payment of a person to the tenant, whose accounts need it: the amount and the ids of the payment provider.',
    persons: [
      user(
        'user_id',
        'detach',
        'id, provider, transaction_id, subscription, payment, sku, amount_minor, currency, bought_at, valid_until, refunded_at',
      ),
    ],
    // As long as French law has accounts kept (Code de commerce, L123-22). Lifetimes stay as long as their persons.
    retention: { column: 'bought_at', after: '10 years', except: 'user_id is not null and valid_until is null' },
  }),
  // Events come without a user in force: these rows say whose purchases they are about.
  `create table journal.payment_references (
    tenant_id uuid not null,
    provider text collate "C" not null check (provider in ('app-store', 'stripe')),
    -- The id of a transaction, a payment or a subscription.
    reference text collate "C" not null,
    -- Null once the person is erased.
    user_id uuid,
    -- When the subscription ended for good.
    ended_at timestamptz(3),
    primary key (tenant_id, provider, reference)
  );
  create index payment_references_by_user on journal.payment_references (tenant_id, user_id);
  grant select, insert, update (ended_at) on journal.payment_references to palier_app`,
  declareTenantTable('journal.payment_references', {
    holds: 'Whom an id of a payment provider is about, for its later events.',
    persons: [user('user_id', 'detach', { none: 'its ids are exported with the purchases' })],
  }),
  `create table journal.payment_events (
    tenant_id uuid not null,
    provider text collate "C" not null check (provider in ('app-store', 'stripe')),
    event_id text collate "C" not null,
    -- The reference whose user is not known yet, and what the event then says of it.
    waits_for text collate "C",
    event jsonb,
    received_at timestamptz(3) not null default now(),
    primary key (tenant_id, provider, event_id),
    check ((waits_for is null) = (event is null))
  );
  create index payment_events_waiting on journal.payment_events (tenant_id, provider, waits_for);
  create index payment_events_by_age on journal.payment_events (received_at);
  grant select, insert, update (waits_for, event), delete on journal.payment_events to palier_app`,
  declareTenantTable('journal.payment_events', {
    holds: 'That an event of a payment provider was received; what it says only while nobody knows whom it is about.',
    retention: { column: 'received_at', after: '90 days' },
  }),
);
