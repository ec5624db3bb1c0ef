import type { Fill } from '../../../support/fill.js';
import { fill as entries } from '../entries/entries.fill.js';

const columns = `tenant_id, user_id, entry_id, id, digest, stored_bytes, content_digest, bytes, media_type`;
const values = (id: string) => `tenant_id, user_id, id, ${id}, encode(sha256(id::text::bytea), 'hex'), 100,
       decode(repeat('00', 93), 'hex'), 51, 'image/jpeg'`;
const sample = '018f0000-0000-7000-8000-000000000009';

/** A file of each entry. */
export const fill: Fill = {
  after: entries,
  ofTenant: ({ id }) => [
    `insert into journal.attachments (${columns})
     select ${values(`case when id = '${sample}' then id else uuidv7() end`)} from journal.entries where tenant_id = '${id}'`,
  ],
  ofPerson: ({ tenantId, userId }) => [
    `insert into journal.attachments (${columns})
     select ${values('uuidv7()')} from journal.entries where tenant_id = '${tenantId}' and user_id = '${userId}'`,
  ],
};
