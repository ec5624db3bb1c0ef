import { samples, statement } from '#platform/database';
import { declareList, uuid } from '#platform/lists';
import { type ApiKeyRow, keyColumns } from '../api-keys/api-keys.sql.js';

const mine = "user_id = nullif(current_setting('app.user_id', true), '')::uuid";

/** Those of the user in force, the newest first. */
export const personalKeyList = declareList<ApiKeyRow, '-createdAt'>({
  name: 'auth.personal-keys',
  columns: keyColumns,
  from: 'auth.api_keys',
  where: `${mine} and revoked_at is null`,
  filters: {},
  sorts: { '-createdAt': { keys: [uuid('id', 'id')] } },
  defaultSort: '-createdAt',
  // A user has few: by their index, or by that of all keys.
  index: () => undefined,
});

/** Locks the user, so that the second of two concurrent requests counts the key of the first. */
export const lockUser = statement<{ id: string }, [id: string]>({
  name: 'auth.personal-keys.lock-user',
  index: 'users_pkey',
  text: 'select id from auth.users where id = $1 for no key update',
  sample: [samples.id],
});

export const countPersonalKeys = statement<{ total: number }, [userId: string]>({
  name: 'auth.personal-keys.count',
  index: 'api_keys_by_user',
  text: `select count(*)::int as total from auth.api_keys
    where user_id = $1 and revoked_at is null and (expires_at is null or expires_at > now())`,
  sample: [samples.id],
});

/** No row where the user has no such key. */
export const revokePersonalKey = statement<{ id: string }, [id: string, userId: string]>({
  name: 'auth.personal-keys.revoke',
  text: `update auth.api_keys set revoked_at = now()
    where id = $1 and user_id = $2 and revoked_at is null returning id`,
  sample: [samples.id, samples.id],
});
