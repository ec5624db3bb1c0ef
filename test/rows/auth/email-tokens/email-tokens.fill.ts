import type { Fill } from '../../../support/fill.js';
import { fill as users } from '../users/users.fill.js';

export const fill: Fill = {
  after: users,
  ofTenant: ({ share }) => [
    `insert into auth.email_tokens (tenant_id, id, user_id, purpose, hash, expires_at)
     select tenant_id, uuidv7(), id, 'verify-email', sha256(email::bytea), now() + interval '1 hour'
     from auth.users order by id limit ${share * 5000}`,
  ],
};
