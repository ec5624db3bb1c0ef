import type { Role } from '#platform/access';
import { statement } from '#platform/database';
import type { StoredSession } from './exchange-refresh-token.js';
import type { Session } from './session.js';

/** A row of the sessions table. */
export interface SessionRow {
  tenant_id: string;
  id: string;
  user_id: string;
  role: Role;
  name: string;
  device: string;
  address: string;
  region: string;
  last_seen_at: Date;
  expires_at: Date;
}

/** A row with the chain that its refresh tokens are checked against. */
export interface ChainRow extends SessionRow {
  salt: Buffer;
  family_hash: Buffer;
  previous_hash: Buffer;
  current_hash: Buffer;
  next_hash: Buffer;
}

const columns = 'tenant_id, id, user_id, role, name, device, address, region, last_seen_at, expires_at';
const chain = 'salt, family_hash, previous_hash, current_hash, next_hash';

/** An active session; the caller compares the user. */
export const findSession = statement<ChainRow, [id: string, now: Date]>({
  name: 'auth.sessions.find',
  text: `select ${columns}, ${chain} from auth.sessions where id = $1 and expires_at > $2`,
});

export const sessionsOfUser = statement<SessionRow, [userId: string, now: Date]>({
  name: 'auth.sessions.of-user',
  text: `
    select ${columns} from auth.sessions where user_id = $1 and expires_at > $2 order by last_seen_at desc, id`,
});

/** The sessions of a tenant after an id. */
export const sessionsAfter = statement<SessionRow, [id: string, now: Date, limit: number]>({
  name: 'auth.sessions.after',
  text: `select ${columns} from auth.sessions where id > $1 and expires_at > $2 order by id limit $3`,
});

/** The status of one session and the marks of its user; always one row. */
export const statusOf = statement<
  { alive: boolean; ended_until: Date | null; tokens_until: Date | null },
  [id: string, userId: string, now: Date]
>({
  name: 'auth.sessions.status',
  text: `
    select coalesce((select user_id = $2 and expires_at > $3 from auth.sessions where id = $1), false) as alive,
           ended_until, tokens_until
      from (select 1) as one left join auth.revocation_marks on user_id = $2`,
});

/** Counts the sessions of all tenants. */
export const countSessions = statement<{ tenant_id: string; region: string; sessions: number }, [now: Date]>({
  name: 'auth.sessions.count',
  text: 'select tenant_id, region, sessions from auth.count_sessions($1)',
});

/** The session of a row. */
export function sessionOf(row: SessionRow): Session {
  const { tenant_id: tenantId, user_id: userId, id, role, name, device, address, region } = row;
  const times = { lastSeenAt: row.last_seen_at, expiresAt: row.expires_at };
  return { tenantId, userId, id, role, name, device, address, ...(region && { region }), ...times };
}

/** The session of a row, with the chain that its refresh tokens are checked against. */
export function storedSessionOf(row: ChainRow): StoredSession {
  const { salt, family_hash: family, previous_hash: previous, current_hash: current, next_hash: next } = row;
  return { session: sessionOf(row), chain: { salt, family, previous, current, next } };
}
