import type { Role } from '#platform/access';
import { advisoryLock, statement } from '#platform/database';
import { declareList, uuid } from '#platform/lists';
import type { KeyDto } from './api-keys.dto.js';
import type { KeyKind } from './key-text.js';

/** A key without its secret, of which only a hash is stored. */
export interface ApiKeyRow extends Omit<KeyDto, 'prefix'> {
  /** Eight letters by which the row is found; a `KeyDto` shows them after the kind and the tenant. */
  prefix: string;
}

export interface PresentedKeyRow
  extends Pick<ApiKeyRow, 'id' | 'kind' | 'name' | 'scopes' | 'lastUsedAt' | 'expiresAt'> {
  hash: Buffer;
  /** Of a personal key: its user, and the role that they have now. Null for other keys. */
  userId: string | null;
  role: Role | null;
  userName: string | null;
}

export const keyColumns = `id, kind, name, prefix, scopes, made_by as "madeBy", created_at as "createdAt",
    expires_at as "expiresAt", last_used_at as "lastUsedAt", successor_id as "successorId"`;

/** Runs with each request that carries a key. No row for a personal key whose user is not an active member. */
export const presentedKey = statement<PresentedKeyRow, [prefix: string]>('auth.api-keys.presented')`
  select k.id, k.kind, k.name, k.scopes, k.last_used_at as "lastUsedAt", k.expires_at as "expiresAt", k.hash,
      k.user_id as "userId", u.role, u.name as "userName"
    from auth.api_keys k left join lateral
      (select u.role, u.name from auth.users u where u.id = k.user_id and u.state = 'active' limit 1) u on true
    where k.prefix = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
      and (k.kind <> 'personal' or u.role is not null)`;

/** Writes once a minute at most, however many requests arrive at once. */
export const touchKey = statement<object, [id: string]>('auth.api-keys.touch')`
  update auth.api_keys set last_used_at = now()
    where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`;

export const insertKey = statement<
  ApiKeyRow,
  [
    id: string,
    kind: KeyKind,
    name: string,
    prefix: string,
    hash: Buffer,
    scopes: readonly string[],
    madeBy: string,
    expiresAt: Date | null,
  ]
>('auth.api-keys.insert')`
  insert into auth.api_keys (tenant_id, id, kind, name, prefix, hash, scopes, made_by, expires_at, user_id)
    values (nullif(current_setting('app.tenant_id', true), '')::uuid, $1, $2, $3, $4, $5, $6, $7, $8,
      -- A personal key acts as the user who makes it.
      case when $2 = 'personal' then $7::uuid end) returning ${keyColumns}`;

/** Held until the end of the transaction, so that the second of two that create keys counts the key of the first. */
export const lockKeys = advisoryLock<[tenantId: string]>('auth.api-keys.lock', "'auth.api-keys:' || $1");

/** Secret and publishable ones, up to `most`; those of users are counted by user. */
export const countKeys = statement<{ inForce: number }, [most: number]>('auth.api-keys.count')`
  select count(*)::int as "inForce" from (select from auth.api_keys
      where kind <> 'personal' and revoked_at is null and (expires_at is null or expires_at > now())
      order by id desc limit $1) k`;

/** Locks the row, so that the second of two concurrent rotations sees the successor of the first. */
export const lockedKey = statement<ApiKeyRow & { expired: boolean }, [id: string]>('auth.api-keys.locked')`
  select ${keyColumns}, coalesce(expires_at <= now(), false) as expired
    from auth.api_keys where id = $1 and revoked_at is null for update`;

/** An earlier expiry is not extended. */
export const replaceKey = statement<object, [id: string, successorId: string, overlapHours: number]>(
  'auth.api-keys.replace',
)`
  update auth.api_keys
    set successor_id = $2, expires_at = least(expires_at, now() + make_interval(hours => $3)) where id = $1`;

export const revokeKey = statement<{ id: string }, [id: string]>('auth.api-keys.revoke')`
  update auth.api_keys set revoked_at = now() where id = $1 and revoked_at is null returning id`;

/**
 * Revokes the secret keys that a user made and that have a scope outside `kept`, and their personal keys where they lose
 * all access; with less access these do what the user's role gives.
 */
export const revokeKeysOf = statement<{ id: string }, [userId: string, kept: readonly string[]]>(
  'auth.api-keys.revoke-of-maker',
)`
  update auth.api_keys set revoked_at = now()
    where made_by = $1 and revoked_at is null
      and (kind = 'secret' and not scopes <@ $2 or kind = 'personal' and cardinality($2) = 0) returning id`;

/** The newest first: ids are ordered by time. */
export const keyList = declareList<ApiKeyRow, '-createdAt'>({
  name: 'auth.api-keys',
  columns: keyColumns,
  from: 'auth.api_keys',
  where: 'revoked_at is null',
  sorts: { '-createdAt': { keys: [uuid('id', 'id')] } },
});
