import type { OnApplicationShutdown } from '@nestjs/common';
import type { Role } from '#platform/access';
import { closeRedis, type RedisClient, UnreplicatedWrites } from '#platform/redis';
import { REMEMBERED_MS } from '../revocations/revocation.js';
import { type StoredSession } from './exchange-refresh-token.js';
import { packSession } from './packed-session.js';
import { fieldOf, idOf, probeKey, sessionIn, sessionsIn, userKey } from './redis-user-keys.js';
import type { Ending, Session, SessionRef, SessionStatus } from './session.js';
import { beganAt } from './session-lifetime.js';
import { SessionScan } from './session-scan.js';
import { statusIn } from './session-status.js';
import { askingStore } from './session-store.errors.js';
import { MOST_SESSIONS, SessionStore } from './session-store.js';
import { beginScript, describeScript, endScript, replaceScript } from './user-scripts.js';
import { UserWrites } from './user-writes.js';

interface ReadSession extends StoredSession {
  /** The packed bytes, which a write compares. */
  readonly packed: Buffer;
}

/** Sessions in Redis, in any topology. Scripts alone write the hash of a user, so its writes are serialised. */
export class RedisSessionStore extends SessionStore<ReadSession> implements OnApplicationShutdown {
  private readonly users: UserWrites;
  private readonly scan: SessionScan;
  /** Writes that end sessions or change a role: a promoted replica without them would bring the former state back. */
  private readonly unreplicated = new UnreplicatedWrites<() => Promise<boolean>>(REMEMBERED_MS, (writeAgain) =>
    writeAgain(),
  );

  /**
   * @param writes a separate connection: waiting for a replica blocks later commands
   * @param now milliseconds since 1970
   */
  constructor(
    private readonly reads: RedisClient,
    private readonly writes: RedisClient,
    now?: () => number,
  ) {
    super(now);
    this.users = new UserWrites(writes);
    this.scan = new SessionScan(reads, this.now);
  }

  async onApplicationShutdown(): Promise<void> {
    this.unreplicated.end();
    await Promise.all([closeRedis(this.reads), closeRedis(this.writes)]);
  }

  /** Redis refuses this write when it is full, read-only or cut off from its replicas, as it would refuse a new session. */
  async assertBegins(tenantId: string, userId: string): Promise<void> {
    await askingStore(() => this.writes.setrange(probeKey(tenantId, userId), 0, ''));
  }

  ofUser(tenantId: string, userId: string): Promise<Session[]> {
    const key = userKey(tenantId, userId);
    return askingStore(async () => {
      const sessions = sessionsIn(key, await this.reads.hgetallBuffer(key), this.now());
      return sessions.sort((a, b) => b.lastSeenAt.getTime() - a.lastSeenAt.getTime() || (a.id < b.id ? -1 : 1));
    });
  }

  ofTenant(tenantId: string, limit: number, cursor?: string): Promise<{ sessions: Session[]; cursor?: string }> {
    return askingStore(() => this.scan.ofTenant(tenantId, limit, cursor));
  }

  status(ref: SessionRef): Promise<SessionStatus> {
    return askingStore(() => statusIn(this.reads, ref, this.now()));
  }

  end(tenantId: string, userId: string, which: Ending, at = this.now()): Promise<string[]> {
    return askingStore(() => this.endIn(userKey(tenantId, userId), which, at));
  }

  endTenant(tenantId: string): Promise<number> {
    return askingStore(async () => {
      let ended = 0;
      for await (const keys of this.scan.keysOf(tenantId)) {
        const ids = await Promise.all(keys.map((key) => this.endIn(key, 'all', this.now())));
        ended += ids.flat().length;
      }
      return ended;
    });
  }

  async describe(tenantId: string, userId: string, what: { role?: Role; name?: string }, at?: number): Promise<void> {
    const now = this.now();
    const key = userKey(tenantId, userId);
    const values = [now, at ?? now, what.role ?? '', what.name ?? ''];
    const { replicated } = await askingStore(() => this.users.run(describeScript, key, ...values));
    if (replicated) return;
    this.unreplicated.add(async () => (await this.users.run(describeScript, key, ...values, 'again')).replicated);
  }

  async read({ tenantId, userId, id }: SessionRef): Promise<ReadSession | undefined> {
    const [key, field] = [userKey(tenantId, userId), fieldOf(id)];
    const values = await this.reads.hmgetBuffer(key, field, '!role', '!name');
    const stored = sessionIn(key, field, values, this.now());
    return stored && values[0] ? { ...stored, packed: values[0] } : undefined;
  }

  async replace(read: ReadSession, { session, chain }: StoredSession): Promise<{ replicated: boolean } | undefined> {
    const { tenantId, userId, id, expiresAt } = session;
    const values = [this.now(), fieldOf(id), read.packed, packSession(session, chain), expiresAt.getTime()];
    const { answer, replicated } = await this.users.run(replaceScript, userKey(tenantId, userId), ...values);
    return answer === 1 ? { replicated } : undefined;
  }

  protected async insert({ session, chain }: StoredSession): Promise<{ replicated: boolean } | undefined> {
    const { tenantId, userId, id, role, name, expiresAt } = session;
    const times = [expiresAt.getTime(), beganAt(id)];
    const values = [this.now(), fieldOf(id), packSession(session, chain), ...times, role, name, MOST_SESSIONS];
    const { answer, replicated } = await this.users.run(beginScript, userKey(tenantId, userId), ...values);
    return answer === 1 ? { replicated } : undefined;
  }

  private async endIn(key: string, which: Ending, at: number): Promise<string[]> {
    const { answer, replicated } = await this.users.run(endScript, key, this.now(), ...asked(which), at);
    const fields = answer as string[];
    if (!replicated && fields.length > 0) this.unreplicated.add(() => this.endAgain(key, fields));
    return fields.map(idOf);
  }

  private async endAgain(key: string, fields: readonly string[]): Promise<boolean> {
    const ends = fields.map((field) => this.users.run(endScript, key, this.now(), 'only', field, 0));
    return (await Promise.all(ends)).every(({ replicated }) => replicated);
  }
}

function asked(which: Ending): [mode: string, field: string] {
  if (which === 'all') return ['all', ''];
  return 'only' in which ? ['only', fieldOf(which.only)] : ['except', fieldOf(which.except)];
}
