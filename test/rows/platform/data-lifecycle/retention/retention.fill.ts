import type { Fill } from '../../../../support/fill.js';

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    `insert into platform.retention_periods (tenant_id, name, days)
     select '${id}', 'no.table_' || i, 30 from generate_series(1, ${rows}) i`,
  ],
};
