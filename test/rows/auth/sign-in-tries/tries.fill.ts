import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  // Half of them expired.
  ofTenant: ({ id, share }) => [
    `insert into auth.sign_in_tries (tenant_id, key, tries, free_tries, ends_at, opens_at)
     select '${id}', sha256(i::text::bytea), 1, 10, now() + (i % 2 - 0.5) * interval '15 minutes', '-infinity'
     from generate_series(1, ${share * 5000}) as i`,
  ],
};
