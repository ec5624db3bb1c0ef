import { statement } from '#platform/database';
import type { StoredSession } from './exchange-refresh-token.js';
import type { RefreshChain } from './refresh-chain.js';
import type { Session } from './session.js';

/** A row of the sessions table; `region` is empty where there is none. */
export interface SessionRow extends Session {
  readonly region: string;
}

/** A row with the chain that its refresh tokens are checked against. */
export interface ChainRow extends SessionRow, RefreshChain {}

const columns = `tenant_id as "tenantId", id, user_id as "userId", role, name, device, address, region,
    last_seen_at as "lastSeenAt", expires_at as "expiresAt"`;
export const chainColumns = `${columns}, salt, family_hash as family, previous_hash as previous, current_hash as current,
    next_hash as next`;

/** An active session; the caller compares the user. */
export const findSession = statement<ChainRow, [id: string, now: Date]>('auth.sessions.find')`
  select ${chainColumns} from auth.sessions where id = $1 and expires_at > $2`;

export const sessionsOfUser = statement<SessionRow, [userId: string, now: Date]>('auth.sessions.of-user')`
  select ${columns} from auth.sessions where user_id = $1 and expires_at > $2 order by last_seen_at desc, id`;

/** The sessions of a tenant after an id. */
export const sessionsAfter = statement<SessionRow, [id: string, now: Date, limit: number]>('auth.sessions.after')`
  select ${columns} from auth.sessions where id > $1 and expires_at > $2 order by id limit $3`;

/** The status of one session and the marks of its user; always one row. */
export const statusOf = statement<
  { alive: boolean; ended_until: Date | null; tokens_until: Date | null },
  [id: string, userId: string, now: Date]
>('auth.sessions.status')`
  select coalesce((select user_id = $2 and expires_at > $3 from auth.sessions where id = $1), false) as alive,
           ended_until, tokens_until
      from (select 1) as one left join auth.revocation_marks on user_id = $2`;

/** Counts the sessions of all tenants. */
export const countSessions = statement<{ tenant_id: string; region: string; sessions: number }, [now: Date]>(
  'auth.sessions.count',
)`
  select tenant_id, region, sessions from auth.count_sessions($1)`;

/** The session of a row. */
export function sessionOf({ region, ...row }: SessionRow): Session {
  return { ...row, ...(region && { region }) };
}

/** The session of a row, with the chain that its refresh tokens are checked against. */
export function storedSessionOf({ salt, family, previous, current, next, ...row }: ChainRow): StoredSession {
  return { session: sessionOf(row), chain: { salt, family, previous, current, next } };
}
