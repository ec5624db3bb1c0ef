import type { Fill } from '../../../../support/fill.js';

export const fill: Fill = {
  ofTenant: ({ id, share }) => [
    `insert into platform.inbox (tenant_id, event_id, subscriber)
     select '${id}', uuidv7(), 'test.ledger' from generate_series(1, ${share * 4000}) as i`,
  ],
};
