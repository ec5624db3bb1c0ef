import { advisoryLock, statement } from '#platform/database';
import type { ListedKey } from './api-key.js';

export interface ApiKeyRow extends Pick<ListedKey, 'name' | 'scopes' | 'lastUsedAt'> {
  id: string;
  hash: Buffer;
}

export const keyByPrefix = statement<ApiKeyRow, [prefix: string]>('access.api-keys.by-prefix')`
  select id, name, hash, scopes, last_used_at as "lastUsedAt"
    from platform.api_keys where prefix = $1 and revoked_at is null`;

export const liveKeysAfter = statement<ListedKey, [prefix: string, limit: number]>('access.api-keys.live-after')`
  select prefix, name, scopes, created_at as "createdAt", last_used_at as "lastUsedAt"
    from platform.api_keys where prefix > $1 and revoked_at is null order by prefix limit $2`;

export const insertKey = statement<object, [id: string, prefix: string, hash: Buffer, name: string, scopes: string[]]>(
  'access.api-keys.insert',
)`
  insert into platform.api_keys (id, prefix, hash, name, scopes) values ($1, $2, $3, $4, $5)`;

/** Written once a minute at most, however many requests arrive together. */
export const touchKey = statement<object, [id: string]>('access.api-keys.touch')`
  update platform.api_keys set last_used_at = now()
    where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`;

export const revokeKey = statement<{ id: string; name: string }, [prefix: string]>('access.api-keys.revoke')`
  update platform.api_keys set revoked_at = now() where prefix = $1 and revoked_at is null returning id, name`;

export const revokeKeysNamed = statement<{ id: string }, [name: string]>('access.api-keys.revoke-named')`
  update platform.api_keys set revoked_at = now() where name = $1 and revoked_at is null returning id`;

/** Takes a share lock: a concurrent revocation waits, other readers do not. */
export const keepInForce = statement<Pick<ApiKeyRow, 'id' | 'name' | 'scopes'>, [id: string]>(
  'access.api-keys.keep-in-force',
)`
  select id, name, scopes from platform.api_keys where id = $1 and revoked_at is null for share`;

export const liveKeyNamed = statement<{ id: string }, [name: string]>('access.api-keys.live-named')`
  select id from platform.api_keys where name = $1 and revoked_at is null limit 1`;

/** Serialises resets: the second waits, then sees and revokes the key that the first made. */
export const lockKeysNamed = advisoryLock<[name: string]>('access.api-keys.lock-named', "'platform.api_keys.' || $1");
