import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  // One a second, before and after now, so that the last minute has some however long a test takes.
  ofTenant: ({ id, share }) => [
    `insert into auth.revocations (tenant_id, id, kind, subject, before_ms, created_at)
     select '${id}', uuidv7(), 'user', uuidv7(), 0, now() + (${share * 5000} - i) * interval '1 second'
     from generate_series(1, ${share * 10_000}) as i`,
  ],
};
