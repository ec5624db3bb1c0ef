import type { Fill } from '../../../support/fill.js';
import { samples } from '../../../support/samples.js';
import { fill as subscriptions } from '../subscriptions/subscriptions.fill.js';

export const fill: Fill = {
  after: subscriptions,
  ofTenant: ({ id }) => [
    `insert into feeds.source_days (source_id, day, fetches, failures, slowest_ms)
     select s.id, current_date - i, 24, 1, 350 from feeds.sources s, generate_series(0, 2) i on conflict do nothing`,
    `insert into feeds.source_days (source_id, day, fetches, failures, slowest_ms)
     select '${samples.id}', current_date - i, 24, 1, 350 from generate_series(3, 30) i on conflict do nothing`,
    `update feeds.subscriptions set sick = case when title ~ '[1-3]$' then 'ended' else 'failing' end,
       sick_since = created_at where tenant_id = '${id}' and title ~ '[1-7]$'`,
  ],
};
