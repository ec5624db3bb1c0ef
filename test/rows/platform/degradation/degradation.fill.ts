import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  small: { 'platform.degradation': 'one row' },
  ofTenant: ({ share }) => [
    `insert into platform.degradation_changes (at, process, level_before, level_after, cause, reason)
     select now() - i * interval '15 minutes', case when i % 2 = 0 then 'host ' || i % 20 end, i % 2, 1 - i % 2, 'event_loop', ''
     from generate_series(1, ${share * 8000}) as i`,
  ],
};
