import type { StoredSession } from './exchange.js';
import type { Session } from './session.js';
import type { ChainRow, SessionRow } from './sessions.sql.js';

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
