import { declareList, equals, text, timestamp } from '#platform/lists';
import type { PaymentEventDto } from './payment-events.dto.js';

export const paymentEventList = declareList<PaymentEventDto, '-receivedAt', 'state'>({
  name: 'journal.payment-events',
  columns: 'event_id as id, provider, type, state, reason, product, received_at as "receivedAt"',
  from: 'journal.payment_events',
  filters: { state: equals('state', 'failed') },
  sorts: { '-receivedAt': { keys: [timestamp('received_at', 'receivedAt'), text('event_id', 'id')] } },
  defaultSort: '-receivedAt',
  index: (_, [state]) => (state ? 'payment_events_by_state' : 'payment_events_by_time'),
});
