import type { Fill } from '../../../test/support/fill.js';

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    `insert into platform.idempotency_records (tenant_id, key_hash, fingerprint, status, headers, body)
     select '${id}', sha256(('${id}' || i)::bytea), sha256(''), 201, '{}', '{}' from generate_series(1, ${rows / 2}) as i`,
  ],
};
