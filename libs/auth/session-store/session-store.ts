import type { Role } from '#platform/access';
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

/**
 * Holds the sessions: in PostgreSQL, in Redis where there is one. Ending a session here does not
 * make its access tokens void: `Sessions` does both.
 *
 * Every method throws the problem `sessions_unavailable` (503, Retry-After) when the shard cannot be asked.
 */
export abstract class SessionStore {
  /**
   * Begins a session. Make its id before the user is read: then one that signs in while all their
   * sessions are ended, or their role is changed, does not slip through.
   *
   * A user has 50 at most: the one longest unseen ends for the next.
   *
   * @throws Problem `sign_in_overtaken` (409) when a mark of the user is not older than the id
   */
  abstract begin(session: NewSession): Promise<OpenSession>;
  /** Throws where a session of this user could not begin now; writes nothing. */
  abstract assertBegins(tenantId: string, userId: string): Promise<void>;
  /**
   * Exchanges a refresh token for its successor. The same token again within 10 s is a retry and
   * gets the same successor; later, or after the successor was used, it is reuse, and whoever asks
   * must end the session.
   */
  abstract refresh(tenantId: string, refreshToken: string, seen: Seen): Promise<Refreshed>;
  /** Whose token this is, without consuming it; undefined where it is none of a living session. */
  abstract holderOf(tenantId: string, refreshToken: string): Promise<Session | undefined>;
  abstract find(ref: SessionRef): Promise<Session | undefined>;
  /** Those of a user that are alive, the latest seen first. */
  abstract ofUser(tenantId: string, userId: string): Promise<Session[]>;
  /** Those of a tenant, at most `limit` from after `cursor` on, in no order; for operators. */
  abstract ofTenant(
    tenantId: string,
    limit: number,
    cursor?: string,
  ): Promise<{ sessions: Session[]; cursor?: string }>;
  /** Whether a session is alive, and what strikes its tokens nonetheless; asked of the primary. */
  abstract status(ref: SessionRef): Promise<SessionStatus>;
  /**
   * Ends sessions of a user and returns their ids. Where all end, the user is marked with it.
   *
   * @param at the time of the mark, in milliseconds since 1970; the present when it is left out
   */
  abstract end(tenantId: string, userId: string, which: Ending, at?: number): Promise<string[]>;
  /** Ends all of a tenant and returns how many there were. */
  abstract endTenant(tenantId: string): Promise<number>;
  /**
   * What the next access tokens of a user say; those issued until `at` are marked with it.
   *
   * @param at in milliseconds since 1970; the present when it is left out
   */
  abstract describe(tenantId: string, userId: string, what: { role?: Role; name?: string }, at?: number): Promise<void>;
  /** Those alive, by tenant and region ('' where none is known). */
  abstract count(): Promise<SessionCount[]>;
}

export interface SessionCount {
  readonly tenantId: string;
  readonly region: string;
  readonly sessions: number;
}
