import { judge, type RefreshChain } from './refresh-chain.js';
import { formatRefreshToken, parseRefreshToken, type RefreshToken } from './refresh-token.js';
import type { Refreshed, Seen, Session, SessionRef } from './session.js';
import { expiryOf } from './session-lifetime.js';

/** A session with the chain that its refresh tokens are checked against. */
export interface StoredSession {
  readonly session: Session;
  readonly chain: RefreshChain;
}

/** The access to one session that a store offers to the exchange below. */
export interface SessionRecords<Stored extends StoredSession> {
  /** Undefined where there is no active session. */
  read(ref: SessionRef): Promise<Stored | undefined>;
  /** Replaces what was read; returns undefined where that was changed or deleted meanwhile. */
  replace(read: Stored, by: StoredSession): Promise<{ replicated: boolean } | undefined>;
}

/** The loser of a race finds the winner's rotation and becomes a retry, so more than two attempts are unusual. */
const TRIES = 5;

/**
 * Exchanges a refresh token for its successor, as `SessionStore.refresh` promises.
 *
 * @param now milliseconds since 1970
 */
export async function exchange<Stored extends StoredSession>(
  records: SessionRecords<Stored>,
  tenantId: string,
  refreshToken: string,
  seen: Seen,
  now: number,
): Promise<Refreshed> {
  const token = parseRefreshToken(refreshToken);
  if (!token) return { kind: 'unknown' };
  for (let i = 0; i < TRIES; i += 1) {
    const refreshed = await attempt(records, tenantId, token, seen, now);
    if (refreshed) return refreshed;
  }
  throw new Error('The session was changed by another request at each attempt.');
}

/** Undefined where another request changed the session in between. */
async function attempt<Stored extends StoredSession>(
  records: SessionRecords<Stored>,
  tenantId: string,
  token: RefreshToken,
  seen: Seen,
  now: number,
): Promise<Refreshed | undefined> {
  const ref = { tenantId, userId: token.userId, id: token.sessionId };
  const stored = await records.read(ref);
  if (!stored) return { kind: 'unknown' };
  const judgement = judge(stored.chain, token, now - stored.session.lastSeenAt.getTime());
  if (judgement.kind === 'unknown') return judgement;
  if (judgement.kind === 'reused') return { kind: 'reused', session: stored.session };
  // A retry writes the record unchanged, to find out whether a replica has it.
  const by =
    judgement.kind === 'rotate' ? { session: seenAgain(stored.session, seen, now), chain: judgement.chain } : stored;
  const written = await records.replace(stored, by);
  if (!written) return undefined;
  const successor = formatRefreshToken({ ...token, secret: judgement.secret });
  return { kind: 'refreshed', session: by.session, refreshToken: successor, ...written };
}

function seenAgain(session: Session, { device, address, region }: Seen, now: number): Session {
  const { tenantId, userId, id, role, name } = session;
  const lastSeenAt = new Date(now);
  return { tenantId, userId, id, role, name, device, address, region, lastSeenAt, expiresAt: expiryOf(id, now) };
}

/** The session of a refresh token of any generation that holds the session's family secret. */
export async function holder(
  records: Pick<SessionRecords<StoredSession>, 'read'>,
  tenantId: string,
  refreshToken: string,
): Promise<Session | undefined> {
  const token = parseRefreshToken(refreshToken);
  const stored = token && (await records.read({ tenantId, userId: token.userId, id: token.sessionId }));
  return stored && judge(stored.chain, token, 0).kind !== 'unknown' ? stored.session : undefined;
}
