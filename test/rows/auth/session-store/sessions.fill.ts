import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  // Ten a user.
  ofTenant: ({ id, rows, share }) => [
    `insert into auth.sessions (tenant_id, id, user_id, role, name, device, address, salt, family_hash, previous_hash,
       current_hash, next_hash, last_seen_at, expires_at)
     select '${id}', uuidv7(), md5('${id}' || i / 10)::uuid, 'member', 'Ada', 'Firefox', '192.0.2.7', h, h, h, h, h,
       now() - i * interval '1 minute', now() - i * interval '1 minute' + interval '30 days'
     from generate_series(1, ${rows / 2}) as i, lateral (select decode(md5(i::text), 'hex')) as salt (h)`,
    `insert into auth.revocation_marks (tenant_id, user_id, tokens_until)
     select '${id}', md5('${id}' || i)::uuid, now() from generate_series(1, ${share * 2000}) as i`,
  ],
};
