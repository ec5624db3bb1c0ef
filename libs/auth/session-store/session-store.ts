import type { Role } from '#platform/access';
import { exchange, holder, type SessionRecords, type StoredSession } from './exchange-refresh-token.js';
import { beginChain } from './refresh-chain.js';
import { firstSecrets, formatRefreshToken } from './refresh-token.js';
import type {
  Ending,
  NewSession,
  OpenSession,
  Refreshed,
  Seen,
  Session,
  SessionRef,
  SessionStatus,
} from './session.js';
import { expiryOf } from './session-lifetime.js';
import { askingStore, sessionStoreProblems } from './session-store.errors.js';

/** The most sessions of a user. */
export const MOST_SESSIONS = 50;

/**
 * Stores the sessions, in Redis where it is configured, else in PostgreSQL. Ending a session here does not
 * revoke its access tokens: `Sessions` does both.
 *
 * Every method throws the problem `sessions_unavailable` (503, Retry-After) when the shard is unreachable.
 */
export abstract class SessionStore<Stored extends StoredSession = StoredSession> implements SessionRecords<Stored> {
  /** @param now milliseconds since 1970 */
  constructor(protected readonly now: () => number = Date.now) {}

  /**
   * Begins a session. Create its id before reading the user: then a sign-in during the end of all sessions, or
   * during a change of role, is refused.
   *
   * A user has `MOST_SESSIONS` at most: the least recently seen one ends for a new one.
   *
   * @throws Problem `sign_in_overtaken` (409) when the user's sessions were ended or changed at or after the time of the id
   */
  begin(started: NewSession): Promise<OpenSession> {
    const { userId, id } = started;
    const [now, secrets] = [this.now(), firstSecrets()];
    const seen = { device: started.device.slice(0, 200), lastSeenAt: new Date(now), expiresAt: expiryOf(id, now) };
    const session = { ...started, ...seen };
    return askingStore(async () => {
      const inserted = await this.insert({ session, chain: beginChain(secrets) });
      if (!inserted) throw sessionStoreProblems.sign_in_overtaken();
      return { session, refreshToken: formatRefreshToken({ userId, sessionId: id, ...secrets }), ...inserted };
    });
  }

  /** Checks that a session of this user could begin now; writes nothing. */
  abstract assertBegins(tenantId: string, userId: string): Promise<void>;
  /**
   * Exchanges a refresh token for its successor. The same token again within 10 s is a retry and
   * gets the same successor; later, or after the successor was used, it is reuse, and the caller
   * must end the session.
   */
  refresh(tenantId: string, refreshToken: string, seen: Seen): Promise<Refreshed> {
    return askingStore(() => exchange(this, tenantId, refreshToken, seen, this.now()));
  }

  /** The session of a refresh token, without consuming it; undefined where no active session has it. */
  holderOf(tenantId: string, refreshToken: string): Promise<Session | undefined> {
    return askingStore(() => holder(this, tenantId, refreshToken));
  }

  async find(ref: SessionRef): Promise<Session | undefined> {
    return (await askingStore(() => this.read(ref)))?.session;
  }

  /** The active sessions of a user, the latest seen first. */
  abstract ofUser(tenantId: string, userId: string): Promise<Session[]>;
  /** The active sessions of a tenant, at most `limit` after `cursor`, in no order; for operators. */
  abstract ofTenant(
    tenantId: string,
    limit: number,
    cursor?: string,
  ): Promise<{ sessions: Session[]; cursor?: string }>;
  /** Whether a session is active, and the revocations of its user's tokens; read from the primary. */
  abstract status(ref: SessionRef): Promise<SessionStatus>;
  /**
   * Ends sessions of a user and returns their ids. Where all end, the time is stored as a mark of the user.
   *
   * @param at the time of the mark, in milliseconds since 1970; now by default
   */
  abstract end(tenantId: string, userId: string, which: Ending, at?: number): Promise<string[]>;
  /** Ends all sessions of a tenant and returns their number. */
  abstract endTenant(tenantId: string): Promise<number>;
  /**
   * Sets role and name of a user's next access tokens; a mark revokes those issued up to `at`.
   *
   * @param at in milliseconds since 1970; now by default
   */
  abstract describe(tenantId: string, userId: string, what: { role?: Role; name?: string }, at?: number): Promise<void>;

  abstract read(ref: SessionRef): Promise<Stored | undefined>;
  abstract replace(read: Stored, by: StoredSession): Promise<{ replicated: boolean } | undefined>;
  /** Stores a new session; undefined where a mark of its user is at or after its beginning. */
  protected abstract insert(stored: StoredSession): Promise<{ replicated: boolean } | undefined>;
}
