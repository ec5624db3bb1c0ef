import type { Fill } from '../../../../support/fill.js';

export const fill: Fill = {
  ofTenant: ({ id, share }) => [
    `insert into platform.dead_letters (tenant_id, id, event_id, subscriber, type, version, subject, data,
       occurred_at, tries, error_code, error_message)
     select '${id}', uuidv7(), uuidv7(), 'test.ledger', 'a.b', 1, 'subject-' || i, '{}', now(), 5, 'Error', ''
     from generate_series(1, ${share * 2000}) as i`,
  ],
};
