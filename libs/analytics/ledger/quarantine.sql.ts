import { declareList, integer, uuid } from '#platform/lists';
import type { QuarantinedEventDto } from './quarantine.dto.js';

/** The newest first: receipts are ordered by time. */
export const quarantineList = declareList<QuarantinedEventDto, '-receivedAt'>({
  name: 'analytics.quarantine',
  columns: `receipt, index, received_at as "receivedAt", key_id as "keyId", code, pointer, text`,
  from: 'analytics.quarantine',
  filters: {},
  sorts: { '-receivedAt': { keys: [uuid('receipt', 'receipt'), integer('index', 'index')] } },
  defaultSort: '-receivedAt',
  timesAsText: true,
  index: () => 'quarantine_pkey',
});
