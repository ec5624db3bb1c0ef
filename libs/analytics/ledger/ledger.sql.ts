import { atLeast, below, declareList, integer, timestamp, uuid } from '#platform/lists';
import type { LedgerLineDto } from './ledger.dto.js';
import type { QuarantinedEventDto } from './quarantine.dto.js';

const counts = ['received', 'stored', 'duplicates', 'rejected', 'sampled'];

/**
 * The lines of all lanes together. Each is added up by itself, at the row of its lowest lane: PostgreSQL would group all hours
 * of the tenant before it takes the newest.
 */
const ofLanes = `(select first.hour, first.key_id, sums.* from analytics.ledger first cross join lateral (
      select ${counts.map((count) => `sum(${count})::float8 as ${count}`).join(', ')} from analytics.ledger lane
      where lane.hour = first.hour and lane.key_id = first.key_id having min(lane.lane) = first.lane) sums) as ledger`;

/** The newest first. */
export const ledgerList = declareList<LedgerLineDto, '-hour', 'from' | 'to'>({
  name: 'analytics.ledger',
  onReplica: true,
  columns: `hour, key_id as "keyId", ${counts.join(', ')}`,
  from: ofLanes,
  filters: {
    from: atLeast('hour', String),
    to: below('hour', String),
  },
  sorts: { '-hour': { keys: [timestamp('hour', 'hour'), uuid('key_id', 'keyId')] } },
  timesAsText: true,
});

/** The rejected events that are kept, the newest first: receipts are ordered by time. */
export const quarantineList = declareList<QuarantinedEventDto, '-receivedAt'>({
  name: 'analytics.quarantine',
  onReplica: true,
  columns: `receipt, index, received_at as "receivedAt", key_id as "keyId", code, pointer, text`,
  from: 'analytics.quarantine',
  sorts: { '-receivedAt': { keys: [uuid('receipt', 'receipt'), integer('index', 'index')] } },
  timesAsText: true,
});
