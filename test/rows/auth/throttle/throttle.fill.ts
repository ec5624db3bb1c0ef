import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  ofTenant: ({ id, share }) => [
    `insert into auth.throttle_counts (tenant_id, key, used, ends_at)
     select '${id}', sha256(i::text::bytea), 1, now() + interval '1 hour' from generate_series(1, ${share * 5000}) as i`,
    `insert into auth.shared_throttle_counts (key, used, ends_at)
     select sha256(('${id}' || i)::bytea), 1, now() + i * interval '1 second' from generate_series(1, ${share * 5000}) as i`,
  ],
};
