import { migrationOutsideTransaction } from '#platform/database';

/** The events of payment providers are listed by time, also those of one state. */
export const JournalPaymentEventsByTime1763700008074 = migrationOutsideTransaction(
  `create index concurrently if not exists payment_events_by_time
    on journal.payment_events (tenant_id, received_at, event_id)`,
  `create index concurrently if not exists payment_events_by_state
    on journal.payment_events (tenant_id, state, received_at, event_id)`,
);
