import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    `insert into platform.blobs (tenant_id, digest, bytes, crc32, encoding, stored_bytes, maybe_unused_since)
     select '${id}', encode(sha256(i::text::bytea), 'hex'), 1000, i, 'deflate', 400, case when i % 50 = 0 then now() end
     from generate_series(1, ${rows}) as i`,
    `insert into platform.uploads (tenant_id, id, caller_id, bytes, expires_at)
     select '${id}', uuidv7(), uuidv7(), 1000, case when i % 50 = 0 then now() + interval '1 day' else now() end
     from generate_series(1, ${rows}) as i`,
  ],
};
