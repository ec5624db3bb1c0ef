import { judge, type RefreshChain } from './refresh-chain.js';
import { formatRefreshToken, parseRefreshToken, type RefreshToken } from './refresh-token.js';
import type { Refreshed, Seen, Session, SessionRef } from './session.js';
import { expiryOf } from './session-lifetime.js';

/** A session with what its tokens are judged by. */
export interface KeptSession {
  readonly session: Session;
  readonly chain: RefreshChain;
}

/** What a store does with one session; the rules of the exchange stand above it. */
export interface SessionRecords<Kept extends KeptSession> {
  /** Undefined where there is none that is alive. */
  read(ref: SessionRef): Promise<Kept | undefined>;
  /** Puts one in the place of what was read, unless that changed or went meanwhile: then `undefined`. */
  replace(read: Kept, by: KeptSession): Promise<{ replicated: boolean } | undefined>;
}

/** One that loses finds the winner's work and takes the part of a retry: more than twice is no race any more. */
const TRIES = 5;

/**
 * Exchanges a refresh token for its successor, as `SessionStore.refresh` promises.
 *
 * @param now milliseconds since 1970
 */
export async function exchange<Kept extends KeptSession>(
  records: SessionRecords<Kept>,
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
  throw new Error('The session changed each time that it was looked at.');
}

/** Undefined where another one changed the session between. */
async function attempt<Kept extends KeptSession>(
  records: SessionRecords<Kept>,
  tenantId: string,
  token: RefreshToken,
  seen: Seen,
  now: number,
): Promise<Refreshed | undefined> {
  const ref = { tenantId, userId: token.userId, id: token.sessionId };
  const kept = await records.read(ref);
  if (!kept) return { kind: 'unknown' };
  const judgement = judge(kept.chain, token, now - kept.session.lastSeenAt.getTime());
  if (judgement.kind === 'unknown') return judgement;
  if (judgement.kind === 'reused') return { kind: 'reused', session: kept.session };
  // A retry writes what is there, so that it can say whether a replica has it.
  const by =
    judgement.kind === 'rotate' ? { session: seenAgain(kept.session, seen, now), chain: judgement.chain } : kept;
  const written = await records.replace(kept, by);
  if (!written) return undefined;
  const successor = formatRefreshToken({ ...token, secret: judgement.secret });
  return { kind: 'refreshed', session: by.session, refreshToken: successor, ...written };
}

function seenAgain(session: Session, { device, address, region }: Seen, now: number): Session {
  const { tenantId, userId, id, role, name } = session;
  const lastSeenAt = new Date(now);
  return { tenantId, userId, id, role, name, device, address, region, lastSeenAt, expiresAt: expiryOf(id, now) };
}

/** Whose token this is: anyone's who holds the secret of the session's family, of whatever generation. */
export async function holder(
  records: Pick<SessionRecords<KeptSession>, 'read'>,
  tenantId: string,
  refreshToken: string,
): Promise<Session | undefined> {
  const token = parseRefreshToken(refreshToken);
  const kept = token && (await records.read({ tenantId, userId: token.userId, id: token.sessionId }));
  return kept && judge(kept.chain, token, 0).kind !== 'unknown' ? kept.session : undefined;
}
