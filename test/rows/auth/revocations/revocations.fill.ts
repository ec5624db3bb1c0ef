import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  // One a second, of the time before now.
  ofTenant: ({ id, share }) => [
    `insert into auth.revocations (tenant_id, id, kind, subject, before_ms, created_at)
     select '${id}', uuidv7(), 'user', uuidv7(), 0, now() - i * interval '1 second'
     from generate_series(1, ${share * 10_000}) as i`,
  ],
};
