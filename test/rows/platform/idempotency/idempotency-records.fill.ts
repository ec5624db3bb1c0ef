import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    `insert into platform.idempotency_records (tenant_id, key_hash, fingerprint, status, headers, body, user_id)
     select '${id}', sha256(('${id}' || i)::bytea), sha256(''), 201, '{}', '{}', case when i % 2 = 0 then uuidv7() end from generate_series(1, ${rows / 2}) as i`,
  ],
};
