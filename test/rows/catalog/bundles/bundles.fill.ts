import type { Fill } from '../../../support/fill.js';
import { fill as versions } from '../versions/versions.fill.js';

export const fill: Fill = {
  after: versions,
  ofTenant: ({ id }) => [
    `insert into catalog.bundles (tenant_id, version_id, digest, bytes, manifest_digest, signature, key_id, format, last_used_at)
     select '${id}', id, encode(sha256(id::text::bytea), 'hex'), 1000, repeat('0', 64), repeat('a', 86), repeat('a', 43), 2,
       now() - abs(hashtext(id::text)) % 100000 * interval '1 second' from catalog.versions where state = 'published'`,
    `insert into catalog.bundle_requests (tenant_id, version_id)
     select '${id}', id from catalog.versions where state = 'published'`,
  ],
};
