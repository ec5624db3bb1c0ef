import type { Fill } from '../../../support/fill.js';
import { samples } from '../../../support/samples.js';

const personalKeysOf = (tenantId: string, userId: string, rows: number) =>
  `insert into auth.api_keys (tenant_id, id, kind, name, prefix, hash, scopes, made_by, user_id)
   select '${tenantId}', uuidv7(), 'personal', 'key ' || i, translate(left(md5('${userId}' || i), 8), '0189', 'ghij'),
     sha256(i::text::bytea), array['nothing.read'], '${userId}', '${userId}' from generate_series(1, ${rows}) as i
   on conflict do nothing`;

export const fill: Fill = {
  // One in five revoked.
  ofTenant: ({ id, share }) => [
    `insert into auth.api_keys (tenant_id, id, kind, name, prefix, hash, scopes, made_by, revoked_at)
     select '${id}', uuidv7(), 'secret', 'key ' || i, translate(left(md5(i::text), 8), '0189', 'ghij'),
       sha256(i::text::bytea), array['members.read'], uuidv7(), case when i % 5 = 0 then now() end
     from generate_series(1, ${share * 2000}) as i`,
    personalKeysOf(id, samples.id, 20),
  ],
  ofPerson: ({ tenantId, userId }) => [personalKeysOf(tenantId, userId, 20)],
};
