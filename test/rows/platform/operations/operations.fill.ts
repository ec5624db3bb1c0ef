import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    `insert into platform.operations (tenant_id, id, kind, state, user_id)
     select '${id}', uuidv7(), 'tests.work', (array['queued', 'running', 'failed', 'succeeded'])[1 + (i % 40) / 13],
       case when i % 3 = 0 then uuidv7() end
     from generate_series(1, ${rows / 2}) as i`,
  ],
  ofPerson: ({ tenantId, userId }) => [
    `insert into platform.operations (tenant_id, id, kind, state, user_id)
     select '${tenantId}', uuidv7(), 'tests.own-work', 'failed', '${userId}' from generate_series(1, 30)`,
  ],
};
