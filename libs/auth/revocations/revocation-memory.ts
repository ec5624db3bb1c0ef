import type { TokenSubject } from '#platform/access';
import { uuidTime } from '#platform/ids';
import { REMEMBERED_MS, type Revocation } from './revocation.js';

/** Ten minutes of 1,000 log-outs a second, in 150 MB. */
const MOST = 600_000;

interface Held {
  readonly before: number;
  /** When it may be forgotten, in milliseconds since 1970. */
  readonly until: number;
}

/**
 * The revocations of the last ten minutes, looked up by subject in constant time. Each is forgotten once no token
 * that it revokes can still be valid.
 */
export class RevocationMemory {
  private readonly held: Readonly<Record<Revocation['kind'], Map<string, Held>>> = {
    session: new Map(),
    user: new Map(),
    tenant: new Map(),
    tokens: new Map(),
  };
  private lossyUntil = 0;
  private learned = 0;

  /** @param most how many it holds; beyond that the oldest are dropped early, and `complete` returns false */
  constructor(private readonly most = MOST) {}

  /**
   * The number of revocations held, without those that expired: a worker remembers what it revokes itself and follows no
   * feed, so nothing else would forget them.
   */
  size(now = Date.now()): number {
    this.forget(now);
    return this.entries;
  }

  /** Grows with each revocation that it learns of. */
  get changes(): number {
    return this.learned;
  }

  /** Whether no revocation that still matters was dropped. */
  complete(now = Date.now()): boolean {
    return now >= this.lossyUntil;
  }

  /** Adds revocations, in any order and possibly repeated, and forgets expired ones. */
  remember(revocations: readonly Revocation[], now = Date.now()): void {
    for (const revocation of revocations) {
      const { kind, before } = revocation;
      const key = keyOf(revocation);
      const until = before + REMEMBERED_MS;
      if (until <= now || (this.held[kind].get(key)?.before ?? 0) >= before) continue;
      this.learned += 1;
      // Inserted at the end again: the first entries of a map are dropped first.
      this.held[kind].delete(key);
      this.held[kind].set(key, { before, until });
    }
    this.forget(now);
  }

  /** Whether one of the revocations revokes a token. */
  revokes({ tenantId, userId, sessionId, issuedAt }: TokenSubject): boolean {
    const { session, user, tenant, tokens } = this.held;
    if (session.size > 0 && session.has(userId + sessionId)) return true;
    const userKey = tenantId + userId;
    const all = Math.max(user.get(userKey)?.before ?? 0, tenant.get(tenantId)?.before ?? 0);
    if (all > 0 && uuidTime(sessionId) <= all) return true;
    return issuedAt <= (tokens.get(userKey)?.before ?? 0);
  }

  private get entries(): number {
    const { session, user, tenant, tokens } = this.held;
    return session.size + user.size + tenant.size + tokens.size;
  }

  private forget(now: number): void {
    for (const map of Object.values(this.held)) {
      for (const [key, { until }] of map) {
        if (until > now) break;
        map.delete(key);
      }
    }
    for (let over = this.entries - this.most; over > 0; over -= 1) this.dropOldest();
  }

  private dropOldest(): void {
    // From the largest map: one revocation of a tenant revokes many sessions.
    const map = Object.values(this.held).reduce((a, b) => (b.size > a.size ? b : a));
    const [first] = map;
    if (!first) return;
    map.delete(first[0]);
    this.lossyUntil = Math.max(this.lossyUntil, first[1].until);
  }
}

function keyOf(revocation: Revocation): string {
  if (revocation.kind === 'session') return revocation.userId + revocation.id;
  return revocation.kind === 'tenant' ? revocation.id : revocation.tenantId + revocation.id;
}
