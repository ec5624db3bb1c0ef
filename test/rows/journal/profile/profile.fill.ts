import type { Fill } from '../../../support/fill.js';
import { fill as journals } from '../journals/journals.fill.js';

export const fill: Fill = {
  after: journals,
  ofTenant: ({ id }) => [
    `insert into journal.profiles (tenant_id, user_id, version, time_zone, week_start, sync_batch_size)
     select '${id}', user_id, 1, 'Europe/Paris', 'monday', 5 from journal.journals`,
  ],
};
