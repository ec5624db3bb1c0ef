import type { Fill } from '../../../support/fill.js';
import { fill as users } from '../users/users.fill.js';

export const fill: Fill = {
  after: users,
  ofTenant: ({ share }) => [
    `insert into auth.known_devices (tenant_id, user_id, token_hash)
     select tenant_id, id, sha256((email || i)::bytea)
     from (select * from auth.users order by id limit ${share * 2000}) as first_users, generate_series(1, 3) as i`,
  ],
};
