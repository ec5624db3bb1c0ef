import { statement } from '#platform/database';
import { declareList, uuid } from '#platform/lists';
import { type ApiKeyRow, keyColumns } from '../api-keys/api-keys.sql.js';

const mine = "user_id = nullif(current_setting('app.user_id', true), '')::uuid";

/** Those of the user in force, the newest first. */
export const personalKeyList = declareList<ApiKeyRow, '-createdAt'>({
  name: 'auth.personal-keys',
  columns: keyColumns,
  from: 'auth.api_keys',
  where: `${mine} and revoked_at is null`,
  sorts: { '-createdAt': { keys: [uuid('id', 'id')] } },
});

/** Locks the user: of two concurrent requests the second counts, or revokes, the key that the first creates. */
export const lockUser = statement<{ id: string }, [id: string]>('auth.personal-keys.lock-user')`
  select id from auth.users where id = $1 for no key update`;

export const countPersonalKeys = statement<{ total: number }, [userId: string]>('auth.personal-keys.count')`
  select count(*)::int as total from auth.api_keys
    where user_id = $1 and revoked_at is null and (expires_at is null or expires_at > now())`;

/** No row where the user has no such key. */
export const revokePersonalKey = statement<{ id: string }, [id: string, userId: string]>('auth.personal-keys.revoke')`
  update auth.api_keys set revoked_at = now()
    where id = $1 and user_id = $2 and revoked_at is null returning id`;

/** Expired ones, too: with their rows they leave the list of their user. */
export const revokeKeysOfUser = statement<{ userId: string; id: string }, [userId: string]>(
  'auth.personal-keys.revoke-of-user',
)`
  update auth.api_keys set revoked_at = now()
    where user_id = $1 and revoked_at is null returning user_id as "userId", id`;

/** Some keys of the tenant after a place in the order of users and ids. */
export const revokeSomeKeys = statement<
  { userId: string; id: string },
  [afterUser: string, afterId: string, most: number]
>('auth.personal-keys.revoke-some')`
  update auth.api_keys set revoked_at = now() where id in (
      select id from auth.api_keys where (user_id, id) > ($1, $2) and revoked_at is null order by user_id, id limit $3)
    returning user_id as "userId", id`;

/** What a mail says of a key. */
export const personalKeyNamed = statement<{ name: string; createdAt: Date }, [id: string, userId: string]>(
  'auth.personal-keys.named',
)`
  select name, created_at as "createdAt" from auth.api_keys where id = $1 and user_id = $2`;
