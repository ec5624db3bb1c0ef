import type { TokenSubject } from '#platform/access';
import { uuidTime } from '#platform/ids';
import { REMEMBERED_MS, type Revocation } from './revocation.js';

/** As many as ten minutes of a thousand log-outs a second, in 150 MB. */
const MOST = 600_000;

interface Held {
  readonly before: number;
  /** When it matters no more, in milliseconds since 1970. */
  readonly until: number;
}

/**
 * The revocations of the last ten minutes, looked up by what they strike in constant time. Each is
 * forgotten once no token that it strikes can still be valid.
 */
export class RevocationMemory {
  private readonly held: Readonly<Record<Revocation['kind'], Map<string, Held>>> = {
    session: new Map(),
    user: new Map(),
    tenant: new Map(),
    tokens: new Map(),
  };
  private lossyUntil = 0;

  /** @param most how many it holds; beyond, the oldest go early and `complete` says so */
  constructor(private readonly most = MOST) {}

  /** How many it holds. */
  get size(): number {
    const { session, user, tenant, tokens } = this.held;
    return session.size + user.size + tenant.size + tokens.size;
  }

  /** Whether none had to go early that would still matter. */
  complete(now = Date.now()): boolean {
    return now >= this.lossyUntil;
  }

  /** Takes revocations in, in any order and as often as they come, and forgets what is past. */
  remember(revocations: readonly Revocation[], now = Date.now()): void {
    for (const revocation of revocations) {
      const { kind, before } = revocation;
      const key = keyOf(revocation);
      const until = before + REMEMBERED_MS;
      if (until <= now || (this.held[kind].get(key)?.before ?? 0) >= before) continue;
      // Put last again: the first of a map is what goes first.
      this.held[kind].delete(key);
      this.held[kind].set(key, { before, until });
    }
    this.forget(now);
  }

  /** Whether one of them strikes a token. */
  covers({ tenantId, userId, sessionId, issuedAt }: TokenSubject): boolean {
    const { session, user, tenant, tokens } = this.held;
    if (session.size > 0 && session.has(userId + sessionId)) return true;
    const userKey = tenantId + userId;
    const all = Math.max(user.get(userKey)?.before ?? 0, tenant.get(tenantId)?.before ?? 0);
    if (all > 0 && uuidTime(sessionId) <= all) return true;
    return issuedAt <= (tokens.get(userKey)?.before ?? 0);
  }

  private forget(now: number): void {
    for (const map of Object.values(this.held)) {
      for (const [key, { until }] of map) {
        if (until > now) break;
        map.delete(key);
      }
    }
    for (let over = this.size - this.most; over > 0; over -= 1) this.dropOldest();
  }

  private dropOldest(): void {
    // Of the most numerous kind: a tenant's stands for many.
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
