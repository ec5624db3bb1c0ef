import type { Role } from '#platform/access';
import type { Database } from '#platform/database';
import { isUuid, NIL_ID } from '#platform/ids';
import { type StoredSession } from './exchange-refresh-token.js';
import type { Ending, Session, SessionRef, SessionStatus } from './session.js';
import { beganAt } from './session-lifetime.js';
import { askingStore } from './session-store.errors.js';
import { MOST_SESSIONS, SessionStore } from './session-store.js';
import {
  describeSessions,
  endSessions,
  endSome,
  insertSession,
  lockUser,
  markUser,
  rotateSession,
} from './session-writes.sql.js';
import { findSession, sessionOf, sessionsAfter, sessionsOfUser, statusOf, storedSessionOf } from './sessions.sql.js';

const BATCH = 1000;

/** Sessions as rows of PostgreSQL, as durable as any other row. */
export class PostgresSessionStore extends SessionStore {
  /** @param now milliseconds since 1970 */
  constructor(
    private readonly database: Database,
    now?: () => number,
  ) {
    super(now);
  }

  /** `SignInReadiness` checks for every store that the database accepts writes. */
  async assertBegins(): Promise<void> {}

  async ofUser(tenantId: string, userId: string): Promise<Session[]> {
    const rows = await askingStore(() => this.database.read({ tenantId }, sessionsOfUser, userId, this.date()));
    return rows.map(sessionOf);
  }

  async ofTenant(tenantId: string, limit: number, cursor = NIL_ID) {
    if (!isUuid(cursor)) return { sessions: [] };
    const asked = [cursor, this.date(), limit + 1] as const;
    const rows = await askingStore(() => this.database.read({ tenantId }, sessionsAfter, ...asked));
    const sessions = rows.slice(0, limit).map(sessionOf);
    return rows.length > limit ? { sessions, cursor: sessions.at(-1)?.id } : { sessions };
  }

  async status({ tenantId, id, userId }: SessionRef): Promise<SessionStatus> {
    const [row] = await askingStore(() => this.database.read({ tenantId }, statusOf, id, userId, this.date()));
    return {
      alive: row?.alive ?? false,
      ...(row?.ended_until && { user: row.ended_until.getTime() }),
      ...(row?.tokens_until && { tokens: row.tokens_until.getTime() }),
    };
  }

  async end(tenantId: string, userId: string, which: Ending, at = this.now()): Promise<string[]> {
    const only = which !== 'all' && 'only' in which ? which.only : null;
    const except = which !== 'all' && 'except' in which ? which.except : null;
    const [ended] = await askingStore(() =>
      this.database.transaction({ tenantId }, async (tx) => {
        if (which !== 'all') return [await tx.run(endSessions, userId, only, except, this.date())] as const;
        const [, , rows] = await Promise.all([
          tx.run(lockUser, userId),
          tx.run(markUser, tenantId, userId, new Date(at), null),
          tx.run(endSessions, userId, null, null, this.date()),
        ]);
        return [rows] as const;
      }),
    );
    return ended.filter(({ alive }) => alive).map(({ id }) => id);
  }

  endTenant(tenantId: string): Promise<number> {
    return askingStore(async () => {
      let alive = 0;
      for (let ended = BATCH; ended === BATCH; ) {
        const rows = await this.database.transaction({ tenantId }, (tx) => tx.run(endSome, this.date(), BATCH));
        alive += rows.filter((row) => row.alive).length;
        ended = rows.length;
      }
      return alive;
    });
  }

  async describe(tenantId: string, userId: string, what: { role?: Role; name?: string }, at?: number): Promise<void> {
    await askingStore(() =>
      this.database.transaction({ tenantId }, (tx) =>
        Promise.all([
          tx.run(lockUser, userId),
          tx.run(markUser, tenantId, userId, null, new Date(at ?? this.now())),
          tx.run(describeSessions, userId, what.role ?? null, what.name ?? null),
        ]),
      ),
    );
  }

  async read({ tenantId, id, userId }: SessionRef): Promise<StoredSession | undefined> {
    const [row] = await this.database.read({ tenantId }, findSession, id, this.date());
    return row?.userId === userId ? storedSessionOf(row) : undefined;
  }

  async replace(read: StoredSession, { session, chain }: StoredSession): Promise<{ replicated: boolean } | undefined> {
    const { tenantId, id, device, address, region = '', lastSeenAt, expiresAt } = session;
    const hashes = [read.chain.current, chain.previous, chain.current, chain.next] as const;
    const seen = [device.slice(0, 200), address, region, lastSeenAt, expiresAt] as const;
    const rotated = await this.database.transaction({ tenantId }, (tx) =>
      tx.run(rotateSession, id, ...hashes, ...seen),
    );
    return rotated.length > 0 ? { replicated: true } : undefined;
  }

  protected async insert({ session, chain }: StoredSession): Promise<{ replicated: boolean } | undefined> {
    const { tenantId, id, userId, role, name, device, address, region = '', lastSeenAt, expiresAt } = session;
    const { salt, family, previous, current, next } = chain;
    const who = [tenantId, id, userId, role, name, device, address, region] as const;
    const times = [lastSeenAt, expiresAt, new Date(beganAt(id)), MOST_SESSIONS] as const;
    const [, inserted] = await this.database.transaction({ tenantId }, (tx) =>
      Promise.all([
        tx.run(lockUser, userId),
        tx.run(insertSession, ...who, salt, family, previous, current, next, ...times),
      ]),
    );
    return inserted.length > 0 ? { replicated: true } : undefined;
  }

  private date(): Date {
    return new Date(this.now());
  }
}
