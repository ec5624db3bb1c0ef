import { anyOf, samples, statement } from '#platform/database';
import type { ProvenUser } from './user.js';
import { holdsSeat } from './users.sql.js';

export const provenUserById = statement<ProvenUser, [id: string]>({
  name: 'auth.users.proven-by-id',
  index: 'users_pkey',
  text: `select id, email from auth.users where id = $1 and ${holdsSeat}`,
  sample: [samples.id],
});

export const provenUsersByAddress = statement<ProvenUser, [emails: readonly string[]]>({
  name: 'auth.users.proven-by-address',
  index: 'users_email',
  text: `select id, email from auth.users where email = ${anyOf('$1::text[]')} and ${holdsSeat}`,
  sample: [['user-1@example.org']],
});
