import type { Fill } from '../../../support/fill.js';
import { dayOf, fill as journals, personOf } from '../journals/journals.fill.js';

const addictions = 'insert into journal.addictions (tenant_id, user_id, id, version, position, kind, start)';
const relapses = 'insert into journal.relapses (tenant_id, user_id, id, version, position, addiction_id, day)';
const addiction = '018f0000-0000-7000-8000-000000000009';

export const fill: Fill = {
  after: journals,
  ofTenant: ({ id, rows }) => [
    `${addictions} select '${id}', ${personOf('i')}, uuidv7(), 1, i, 'alcohol', ${dayOf('i', rows / 2)} from generate_series(1, ${rows / 2}) i`,
    `${relapses} select '${id}', ${personOf('i')}, uuidv7(), 1, i, case when i % 2 = 0 then '${addiction}' else uuidv7() end,
       ${dayOf('i', rows / 2)} from generate_series(1, ${rows / 2}) i`,
  ],
  ofPerson: ({ tenantId, userId }) => [
    `${addictions} select '${tenantId}', '${userId}', uuidv7(), 1, i, 'alcohol', date '2026-01-02' - i from generate_series(1, 60) i`,
    `${relapses} select '${tenantId}', '${userId}', uuidv7(), 1, i, '${addiction}', date '2026-01-02' - i from generate_series(1, 60) i`,
  ],
};
