import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  ofEachTenant: [
    "insert into tenants.usage (tenant_id, quota, used) values (tenant, 'apps', 10), (tenant, 'members', 3)",
    `insert into tenants.daily_use (tenant_id, quota, day, used)
     select tenant, 'eventsADay', current_date - n, 100 from generate_series(0, 7) as n`,
  ],
};
