import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  // Half of them open.
  ofTenant: ({ id, share }) => [
    `insert into auth.invitations (tenant_id, id, email, role, hashes, created_at, expires_at, revoked_at)
     select '${id}', uuidv7(), 'guest-' || i || '@example.org', 'member', array[sha256(i::text::bytea)],
       now() - i * interval '1 minute', now() + (1000 - i) * interval '1 hour', case when i % 2 = 0 then now() end
     from generate_series(1, ${share * 4000}) as i`,
  ],
};
