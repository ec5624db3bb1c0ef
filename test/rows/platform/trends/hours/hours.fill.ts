import type { Fill } from '../../../../support/fill.js';

export const fill: Fill = {
  // Thirteen months of one deployment with few routes.
  once: [
    `insert into platform.trend_hours (hour, cache_hits, cache_lookups, sessions, api_minutes)
     select date_trunc('hour', now(), 'UTC') - i * interval '1 hour', 900, 1000, 50, (1::bigint << 60) - 1 from generate_series(0, 9499) as i`,
    `insert into platform.trend_routes (hour, method, route, requests, errors, durations)
     select date_trunc('hour', now(), 'UTC') - i * interval '1 hour', 'GET', '/v1/routes/' || r, 14, 0, array_fill(1, array[14])
     from generate_series(0, 9499) as i, generate_series(1, 20) as r`,
    `insert into platform.trend_messages (week, channel)
     select date_trunc('week', now())::date - 7 * i, 'webhook' from generate_series(1, 56) as i`,
    'insert into platform.trend_reports (process, number) select uuidv7(), i from generate_series(1, 2000) as i',
  ],
  small: { 'platform.trend_messages': 'a row for each week and recipient, for 13 months' },
};
