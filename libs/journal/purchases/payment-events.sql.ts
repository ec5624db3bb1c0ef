import { advisoryLock, statement } from '#platform/database';
import { declareList, equals, text, timestamp } from '#platform/lists';
import type { PaymentEvent, ProviderName } from '../payment-providers/payment-provider.js';
import type { EventReason, EventState, PaymentEventDto } from './payment-events.dto.js';

/**
 * Serialises what a tenant is told of payments: an event that finds no user and the one that names that user would
 * otherwise miss each other.
 */
export const lockPayments = advisoryLock<[tenantId: string]>(
  'journal.payment-events.lock',
  "'journal.payments:' || $1",
);

/** The users of these references; a user who is null was erased. */
export const usersOf = statement<
  { reference: string; userId: string | null },
  [provider: ProviderName, references: readonly string[]]
>('journal.payment-references.of')`
  select reference, user_id as "userId" from journal.payment_references where provider = $1 and reference = any ($2)`;

export const addReferences = statement<
  object,
  [tenantId: string, provider: ProviderName, references: readonly string[], userId: string]
>('journal.payment-references.add')`
  insert into journal.payment_references (tenant_id, provider, reference, user_id)
    select $1, $2, unnest($3::text[]), $4 on conflict do nothing`;

export const endReference = statement<object, [provider: ProviderName, subscription: string, at: string]>(
  'journal.payment-references.end',
)`
  update journal.payment_references set ended_at = least(ended_at, $3) where provider = $1 and reference = $2`;

/** @returns no row where the event was received before, and did not fail */
export const receiveEvent = statement<
  { id: string },
  [
    tenantId: string,
    provider: ProviderName,
    id: string,
    type: string,
    state: EventState,
    reason: EventReason | null,
    waitsFor: string | null,
    event: string | null,
  ]
>('journal.payment-events.receive')`
  insert into journal.payment_events (tenant_id, provider, event_id, type, state, reason, waits_for, event)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (tenant_id, provider, event_id) do update set type = excluded.type, state = excluded.state,
      reason = excluded.reason, product = null, waits_for = excluded.waits_for, event = excluded.event, received_at = now()
      where payment_events.state = 'failed'
    returning event_id as id`;

/** Notes of an event that the tenant has no such product, unless another delivery of it was applied meanwhile. */
export const failEvent = statement<
  object,
  [tenantId: string, provider: ProviderName, id: string, type: string, product: string]
>('journal.payment-events.fail')`
  insert into journal.payment_events (tenant_id, provider, event_id, type, state, reason, product)
    values ($1, $2, $3, $4, 'failed', 'product_unknown', $5)
    on conflict (tenant_id, provider, event_id) do update set product = excluded.product, received_at = now()
      where payment_events.state = 'failed'`;

/** The events that wait for one of these references. */
export const waitingEvents = statement<
  { id: string; event: PaymentEvent },
  [provider: ProviderName, references: readonly string[]]
>('journal.payment-events.waiting')`
  select event_id as id, event from journal.payment_events where provider = $1 and waits_for = any ($2)`;

/** What became of an event once it was known whose it is. */
export type Settled = Readonly<Pick<PaymentEventDto, 'state' | 'reason' | 'product'>>;

export const settleEvent = statement<
  object,
  [provider: ProviderName, id: string, state: EventState, reason: EventReason | null, product: string | null]
>('journal.payment-events.settle')`
  update journal.payment_events set state = $3, reason = $4, product = $5, waits_for = null, event = null
    where provider = $1 and event_id = $2`;

export const paymentEventList = declareList<PaymentEventDto, '-receivedAt', 'state'>({
  name: 'journal.payment-events',
  columns: 'event_id as id, provider, type, state, reason, product, received_at as "receivedAt"',
  from: 'journal.payment_events',
  filters: { state: equals('state') },
  sorts: { '-receivedAt': { keys: [timestamp('received_at', 'receivedAt'), text('event_id', 'id')] } },
});
