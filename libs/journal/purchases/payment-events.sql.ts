import { samples, statement } from '#platform/database';
import type { PaymentEvent, ProviderName } from '../payment-providers/payment-provider.js';

/**
 * Serialises what a tenant is told of payments: an event that finds no user and the one that names that user would
 * otherwise miss each other.
 */
export const lockPayments = statement<object, [tenantId: string]>({
  name: 'journal.payment-events.lock',
  text: `select pg_advisory_xact_lock(hashtextextended('journal.payments:' || $1, 0))`,
  sample: [samples.id],
  unchecked: 'takes an advisory lock',
});

/** The users of these references; a user who is null was erased. */
export const usersOf = statement<
  { reference: string; userId: string | null },
  [provider: ProviderName, references: readonly string[]]
>({
  name: 'journal.payment-references.of',
  index: 'payment_references_pkey',
  text: `select reference, user_id as "userId" from journal.payment_references where provider = $1 and reference = any ($2)`,
  sample: ['stripe', ['sub_9', 'in_9']],
});

export const addReferences = statement<
  object,
  [tenantId: string, provider: ProviderName, references: readonly string[], userId: string]
>({
  name: 'journal.payment-references.add',
  text: `
    insert into journal.payment_references (tenant_id, provider, reference, user_id)
    select $1, $2, unnest($3::text[]), $4 on conflict do nothing`,
  sample: [samples.tenantInForce, 'stripe', ['sub_new'], samples.id],
});

export const endReference = statement<object, [provider: ProviderName, subscription: string, at: string]>({
  name: 'journal.payment-references.end',
  index: 'payment_references_pkey',
  text: `
    update journal.payment_references set ended_at = least(ended_at, $3) where provider = $1 and reference = $2`,
  sample: ['stripe', 'sub_9', samples.time.toISOString()],
});

/** @returns no row where the event was received before */
export const receiveEvent = statement<
  { id: string },
  [tenantId: string, provider: ProviderName, id: string, waitsFor: string | null, event: string | null]
>({
  name: 'journal.payment-events.receive',
  text: `
    insert into journal.payment_events (tenant_id, provider, event_id, waits_for, event) values ($1, $2, $3, $4, $5)
    on conflict do nothing returning event_id as id`,
  sample: [samples.tenantInForce, 'stripe', 'evt_new', null, null],
});

/** The events that wait for one of these references. */
export const waitingEvents = statement<
  { id: string; event: PaymentEvent },
  [provider: ProviderName, references: readonly string[]]
>({
  name: 'journal.payment-events.waiting',
  index: 'payment_events_waiting',
  text: 'select event_id as id, event from journal.payment_events where provider = $1 and waits_for = any ($2)',
  sample: ['stripe', ['sub_9']],
});

export const settleEvent = statement<object, [provider: ProviderName, id: string]>({
  name: 'journal.payment-events.settle',
  index: 'payment_events_pkey',
  text: 'update journal.payment_events set waits_for = null, event = null where provider = $1 and event_id = $2',
  sample: ['stripe', 'evt_9'],
});

export const forgetEvent = statement<object, [provider: ProviderName, id: string]>({
  name: 'journal.payment-events.forget',
  index: 'payment_events_pkey',
  text: 'delete from journal.payment_events where provider = $1 and event_id = $2',
  sample: ['stripe', 'evt_9'],
});
