import { migrationOutsideTransaction } from '#platform/database';

/** The keys of a user, and the checks of their kinds for the keys of before. */
export const AuthKeysByUser1763700007410 = migrationOutsideTransaction(
  'create index concurrently if not exists api_keys_by_user on auth.api_keys (tenant_id, user_id, id)',
  `set lock_timeout = '5s';
   alter table auth.api_keys validate constraint api_keys_kind, validate constraint api_keys_personal;
   reset lock_timeout`,
);
