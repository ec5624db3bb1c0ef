import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    `insert into auth.users (tenant_id, id, email, name, name_key, role, state, created_at, last_sign_in_at)
     select '${id}', uuidv7(), 'user-' || i || '@example.org', 'User ' || i, md5(i::text),
       (array['member', 'editor', 'admin', 'owner'])[1 + (i % 100) / 33],
       (array['active', 'unverified', 'deactivated'])[1 + i % 3],
       now() - i * interval '1 minute', case when i % 2 = 0 then now() - i * interval '30 seconds' end
     from generate_series(1, ${rows / 2}) as i`,
  ],
};
