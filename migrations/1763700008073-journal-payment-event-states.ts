import { declareAnew, migration } from '#platform/database';

/** What became of each event of a payment provider, for those who sell. */
export const JournalPaymentEventStates1763700008073 = migration(
  `alter table journal.payment_events
    -- As the provider names it; null for events that were received before there was this column.
    add column type text collate "C" check (length(type) <= 255),
    add column state text collate "C" not null default 'applied'
      check (state in ('applied', 'ignored', 'waiting', 'failed')),
    add column reason text collate "C" check (length(reason) <= 64),
    -- The provider's id of the product that the tenant does not have.
    add column product text collate "C" check (length(product) <= 255);
  grant update (type, state, reason, product, received_at) on journal.payment_events to palier_app`,
  declareAnew('journal.payment_events', {
    holds:
      'An event of a payment provider: its type, what became of it and why; what it says only while nobody knows whom it is about.',
  }),
);
