import { samples } from '../support/samples.js';
import type { ListChecks, StatementChecks } from '../support/statements.js';

export const statements: StatementChecks = {
  'journal.addictions.by-id': { index: 'addictions_pkey', sample: [[samples.id]] },
  'journal.addictions.changed': { index: 'addictions_by_position', sample: [10, 100_000, 101] },
  'journal.addictions.delete': { index: 'addictions_pkey', sample: [[samples.id]] },
  'journal.addictions.write': {
    sample: [
      samples.tenantInForce,
      samples.id,
      JSON.stringify([{ id: samples.otherId, version: 1, position: 1, kind: 'alcohol', start: '2026-01-01' }]),
    ],
  },
  'journal.applied-changes.insert': {
    sample: [
      samples.tenantInForce,
      samples.id,
      JSON.stringify([{ id: samples.otherId, version: 1, kind: 'entry', recordId: samples.id }]),
    ],
  },
  'journal.applied-changes.of': { index: 'applied_changes_pkey', sample: [[samples.id]] },
  'journal.attachments.by-id': { index: 'attachments_pkey', sample: [samples.id] },
  'journal.attachments.delete': { sample: [samples.id, samples.otherId] },
  'journal.attachments.insert': {
    sample: [
      samples.tenantInForce,
      samples.id,
      samples.otherId,
      samples.id,
      '0'.repeat(64),
      samples.hash,
      'image/jpeg',
      50,
      1,
    ],
  },
  'journal.attachments.lock-room': { index: 'attachments_by_entry', sample: [samples.id, samples.otherId] },
  'journal.attachments.room': { index: 'attachments_by_entry', sample: [samples.id, samples.otherId] },
  'journal.deletions.forget': { index: 'deletions_pkey', sample: ['entry', [samples.id]] },
  'journal.deletions.insert': {
    sample: [
      samples.tenantInForce,
      samples.id,
      'entry',
      JSON.stringify([{ id: samples.otherId, version: 2, position: 2 }]),
    ],
  },
  'journal.deletions.of': { index: 'deletions_pkey', sample: ['entry', [samples.id]] },
  'journal.deletions.since': { index: 'deletions_by_position', sample: [10, 100_000, 101] },
  'journal.entries.by-id': { index: 'entries_pkey', sample: [[samples.id]] },
  'journal.entries.changed': { index: 'entries_by_position', sample: [10, 100_000, 101] },
  'journal.entries.create': {
    index: 'journals_pkey',
    sample: [
      samples.tenantInForce,
      samples.id,
      samples.hash,
      JSON.stringify({ id: samples.otherId, day: '2026-01-01', tags: [], addictions: [], attachments: [] }),
      100,
      1_000_000,
    ],
  },
  'journal.entries.delete': { index: 'entries_pkey', sample: [[samples.id]] },
  'journal.entries.write': {
    sample: [
      samples.tenantInForce,
      samples.id,
      JSON.stringify([
        { id: samples.otherId, version: 1, position: 1, day: '2026-01-01', tags: [], addictions: [], attachments: [] },
      ]),
    ],
  },
  'journal.journals.in-force': { index: 'journals_pkey', sample: [samples.tenantInForce] },
  'journal.journals.lock': { index: 'journals_pkey', sample: [samples.tenantInForce, samples.id, 1, 100] },
  'journal.journals.open': { sample: [samples.tenantInForce, samples.id] },
  'journal.journals.set-text-bytes': { index: 'journals_pkey', sample: [samples.tenantInForce, samples.id, 100] },
  'journal.payment-events.fail': { sample: [samples.tenantInForce, 'stripe', 'evt_new', 'invoice.paid', 'price_9'] },
  'journal.payment-events.lock': { sample: [samples.id], unchecked: 'takes an advisory lock' },
  'journal.payment-events.receive': {
    sample: [samples.tenantInForce, 'stripe', 'evt_new', 'invoice.paid', 'applied', null, null, null],
  },
  'journal.payment-events.settle': {
    index: 'payment_events_pkey',
    sample: ['stripe', 'evt_9', 'failed', 'product_unknown', 'price_9'],
  },
  'journal.payment-events.waiting': { index: 'payment_events_waiting', sample: ['stripe', ['sub_9']] },
  'journal.payment-providers.all': { index: 'payment_providers_pkey' },
  'journal.payment-providers.put': { sample: [samples.tenantInForce, 'stripe', JSON.stringify({}), samples.hash] },
  'journal.payment-references.add': { sample: [samples.tenantInForce, 'stripe', ['sub_new'], samples.id] },
  'journal.payment-references.end': {
    index: 'payment_references_pkey',
    sample: ['stripe', 'sub_9', samples.time.toISOString()],
  },
  'journal.payment-references.of': { index: 'payment_references_pkey', sample: ['stripe', ['sub_9', 'in_9']] },
  'journal.products.move-premium': { sample: [samples.time.toISOString()] },
  'journal.products.named': { sample: ['a-new-one', ['price_1'], 'premium-1'] },
  'journal.products.put': {
    sample: [
      samples.tenantInForce,
      'premium-x',
      JSON.stringify({ nameEn: 'P', nameFr: 'P', priceMinor: 499, currency: 'EUR', period: 'month', onSale: true }),
    ],
  },
  'journal.profiles.calendar': { index: 'profiles_pkey' },
  'journal.profiles.clock': { index: 'profiles_pkey' },
  'journal.profiles.in-force': { index: 'profiles_pkey' },
  'journal.profiles.write': { sample: [samples.tenantInForce, samples.id, null, 'Europe/Paris', 'monday', 5] },
  'journal.progress.of-person': { sample: ['2026-01-01', '2025-12-01', '2025-12-31', 'week', 0] },
  'journal.purchases.end': { index: 'purchases_by_user', sample: ['stripe', 'sub_9', samples.time.toISOString()] },
  'journal.purchases.entitlement': { index: 'purchases_by_user' },
  'journal.purchases.note-payment': { index: 'purchases_by_transaction', sample: ['stripe', 'in_9', 'pi_9'] },
  'journal.purchases.of-transaction': { index: 'purchases_by_transaction', sample: ['stripe', 'in_9'] },
  'journal.purchases.refund': { index: 'purchases_by_user', sample: ['stripe', 'pi_9', samples.time.toISOString()] },
  'journal.purchases.subscribed-product': { index: 'purchases_by_user', sample: ['stripe', 'sub_9'] },
  'journal.purchases.write': {
    sample: [
      samples.tenantInForce,
      samples.otherId,
      samples.id,
      'stripe',
      'sub_9',
      'premium-1',
      'month',
      JSON.stringify({ transaction: 'in_new', boughtAt: samples.time.toISOString(), asOf: samples.time.toISOString() }),
    ],
  },
  'journal.relapses.by-id': { index: 'relapses_pkey', sample: [[samples.id]] },
  'journal.relapses.changed': { index: 'relapses_by_position', sample: [10, 100_000, 101] },
  'journal.relapses.delete': { index: 'relapses_pkey', sample: [[samples.id]] },
  'journal.relapses.of-addictions': { index: 'relapses_by_addiction', sample: [[samples.id]] },
  'journal.relapses.write': {
    sample: [
      samples.tenantInForce,
      samples.id,
      JSON.stringify([{ id: samples.otherId, version: 1, position: 1, addictionId: samples.id, day: '2026-01-01' }]),
    ],
  },
  'journal.reminders.advance': { index: 'reminders_pkey', sample: [samples.id, samples.time] },
  'journal.reminders.version': { index: 'reminders_pkey', sample: [samples.id] },
  'journal.reminders.delete': { index: 'reminders_pkey', sample: [samples.id, null] },
  'journal.reminders.due': { sample: [10] },
  'journal.reminders.forget-mailed': { index: 'reminders_pkey', sample: [samples.id, samples.time.toISOString()] },
  'journal.reminders.insert': {
    sample: [samples.tenantInForce, samples.id, samples.otherId, '08:30', [1, 2], ['mail'], samples.time],
  },
  'journal.reminders.lock': { index: 'reminders_pkey', sample: [samples.id] },
  'journal.reminders.note-mailed': { index: 'reminders_pkey', sample: [samples.id, 1, samples.time.toISOString()] },
  'journal.reminders.reschedule': { index: 'reminders_pkey', sample: [[samples.id], [samples.time]] },
  'journal.reminders.update': {
    index: 'reminders_pkey',
    sample: [samples.id, null, '08:30', [1, 2], ['mail'], samples.time],
  },
  'journal.sync.database-history': { unchecked: 'reads no table of rows' },
};

export const lists: ListChecks = {
  'journal.addictions': { index: 'addictions_by_start' },
  // PostgreSQL takes a period for short, and may sort its entries.
  'journal.entries': {
    samples: { from: '2020-01-01', to: '2026-12-31', tag: 'work', score: 'craving:5..10' },
    index: (_sort, filters) => (filters.includes('from') || filters.includes('to') ? undefined : 'entries_by_day'),
  },
  'journal.entry-versions': { samples: { entry: samples.id }, index: 'entry_versions_pkey' },
  'journal.payment-events': {
    samples: { state: 'failed' },
    index: (_, [state]) => (state ? 'payment_events_by_state' : 'payment_events_by_time'),
  },
  'journal.products': { index: 'products_pkey' },
  'journal.purchases': { index: 'purchases_by_user' },
  'journal.relapses': {
    samples: { addiction: samples.id },
    index: (_sort, [addiction]) => (addiction ? 'relapses_by_addiction' : 'relapses_by_day'),
  },
  'journal.reminders': { index: 'reminders_by_time' },
};
