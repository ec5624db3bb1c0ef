import type { Fill } from '../../../test/support/fill.js';

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    `insert into platform.operations (tenant_id, id, kind, state)
     select '${id}', uuidv7(), 'tests.work', (array['queued', 'running', 'failed', 'succeeded'])[1 + (i % 40) / 13]
     from generate_series(1, ${rows / 2}) as i`,
  ],
};
