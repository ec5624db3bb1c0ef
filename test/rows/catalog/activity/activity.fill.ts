import type { Fill } from '../../../support/fill.js';
import { fill as apps } from '../apps/apps.fill.js';

export const fill: Fill = {
  after: apps,
  ofTenant: ({ id }) => [
    `insert into catalog.app_days (tenant_id, app_id, day, views, downloads)
     select '${id}', id, current_date - day, 10, 1 from catalog.apps, generate_series(1, 3) as day`,
  ],
};
