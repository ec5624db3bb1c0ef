import type { Role } from '#platform/access';
import { advisoryLock, statement } from '#platform/database';

/** Locks the user until the transaction ends, so that no session begins while all sessions of the user end. */
export const lockUser = advisoryLock<[userId: string]>('auth.sessions.lock-user', "'auth.sessions ' || $1::text");

/** No row where a mark is not older than the session. Deletes the least recently seen session beyond the limit. */
export const insertSession = statement<
  { id: string },
  [
    ...[tenantId: string, id: string, userId: string, role: Role, name: string],
    ...[device: string, address: string, region: string],
    ...[salt: Buffer, family: Buffer, previous: Buffer, current: Buffer, next: Buffer],
    ...[lastSeenAt: Date, expiresAt: Date, beganAt: Date, most: number],
  ]
>('auth.sessions.insert')`
  with crowded as (
      delete from auth.sessions where ctid = any (array(
        select ctid from auth.sessions where user_id = $3 order by last_seen_at desc, id offset $17::integer - 1))
    )
    insert into auth.sessions (tenant_id, id, user_id, role, name, device, address, region,
      salt, family_hash, previous_hash, current_hash, next_hash, last_seen_at, expires_at)
    select $1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7, $8, $9::bytea, $10::bytea, $11::bytea, $12::bytea, $13::bytea,
           $14::timestamptz, $15::timestamptz
     where not exists (
       select 1 from auth.revocation_marks
        where user_id = $3 and greatest(ended_until, tokens_until) >= $16::timestamptz)
    returning id`;

/** No row where another request rotated first. */
export const rotateSession = statement<
  { id: string },
  [
    ...[id: string, held: Buffer, previous: Buffer, current: Buffer, next: Buffer],
    ...[device: string, address: string, region: string, lastSeenAt: Date, expiresAt: Date],
  ]
>('auth.sessions.rotate')`
  update auth.sessions
       set previous_hash = $3, current_hash = $4, next_hash = $5, device = $6, address = $7, region = $8,
           last_seen_at = $9, expires_at = $10
     where id = $1 and current_hash = $2
    returning id`;

/** Ends all sessions of a user, only one, or all except one. */
export const endSessions = statement<
  { id: string; alive: boolean },
  [userId: string, only: string | null, except: string | null, now: Date]
>('auth.sessions.end')`
  delete from auth.sessions
     where user_id = $1 and ($2::uuid is null or id = $2) and ($3::uuid is null or id <> $3)
    returning id, expires_at > $4 as alive`;

/** Ends one batch of a tenant's sessions. */
export const endSome = statement<{ alive: boolean }, [now: Date, most: number]>('auth.sessions.end-some')`
  delete from auth.sessions where ctid = any (array(select ctid from auth.sessions order by id limit $2))
    returning expires_at > $1 as alive`;

export const describeSessions = statement<object, [userId: string, role: Role | null, name: string | null]>(
  'auth.sessions.describe',
)`
  update auth.sessions set role = coalesce($2, role), name = coalesce($3, name) where user_id = $1`;

/** A mark is only raised, so that revoked tokens stay revoked. */
export const markUser = statement<
  object,
  [tenantId: string, userId: string, endedUntil: Date | null, tokensUntil: Date | null]
>('auth.sessions.mark-user')`
  insert into auth.revocation_marks as mark (tenant_id, user_id, ended_until, tokens_until) values ($1, $2, $3, $4)
    on conflict (tenant_id, user_id) do update
       set ended_until = greatest(mark.ended_until, excluded.ended_until),
           tokens_until = greatest(mark.tokens_until, excluded.tokens_until), marked_at = now()`;
