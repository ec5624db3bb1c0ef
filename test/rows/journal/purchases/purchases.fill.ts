import type { Fill } from '../../../support/fill.js';
import { personOf } from '../journals/journals.fill.js';

const columns = `tenant_id, id, user_id, provider, transaction_id, subscription, payment, sku, amount_minor, currency,
  bought_at, valid_until, as_of`;
const bought = `'stripe', 'in_' || i, 'sub_' || i % 50, 'pi_' || i, 'premium', 499, 'EUR', now() - i * interval '1 hour',
  now() - (i - 720) * interval '1 hour', now()`;

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    `insert into journal.purchases (${columns}) select '${id}', uuidv7(), ${personOf('i')}, ${bought} from generate_series(1, ${rows}) i`,
    `insert into journal.payment_references (tenant_id, provider, reference, user_id)
     select '${id}', 'stripe', 'in_' || i, ${personOf('i')} from generate_series(1, ${rows}) i`,
    `insert into journal.payment_events (tenant_id, provider, event_id, type, state, waits_for, event, received_at)
     select '${id}', 'stripe', 'evt_' || i, 'invoice.paid',
       case when i % 10 = 0 then 'waiting' when i % 10 = 1 then 'failed' else 'applied' end, case when i % 10 = 0 then 'sub_' || i end,
       case when i % 10 = 0 then '{}'::jsonb end, now() - i * interval '1 minute' from generate_series(1, ${rows}) i`,
  ],
  ofPerson: ({ tenantId, userId }) => [
    `insert into journal.purchases (${columns}) select '${tenantId}', uuidv7(), '${userId}', 'stripe', '${userId}-' || i, 'sub', null,
       'premium', 499, 'EUR', now() - i * interval '1 hour', null, now() from generate_series(1, 60) i`,
  ],
};
