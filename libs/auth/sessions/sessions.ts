import { Injectable } from '@nestjs/common';
import type { Role } from '#platform/access';
import { newId, uuidTime } from '#platform/ids';
import type { Revocation } from '../revocations/revocation.js';
import { RevocationFeed } from '../revocations/revocation-feed.js';
import { RevocationMemory } from '../revocations/revocation-memory.js';
import { TokenAuthority } from '../revocations/token-authority.js';
import type { Ending } from '../session-store/session.js';
import { SessionStore } from '../session-store/session-store.js';

/**
 * Ends sessions in the store and revokes their access tokens in every process. When a promise resolves, both are
 * written, and other processes refuse the tokens within 250 ms.
 *
 * The revocation is published first: where that fails nothing has ended, and the caller can retry. Sessions that began
 * in between are published afterwards.
 */
@Injectable()
export class Sessions {
  constructor(
    private readonly store: SessionStore,
    private readonly feed: RevocationFeed,
    private readonly memory: RevocationMemory,
    private readonly authority: TokenAuthority,
  ) {}

  /** @returns the ids of the sessions that ended */
  async end(tenantId: string, userId: string, which: Ending): Promise<string[]> {
    const before = idClock();
    const revocationOf = (id: string): Revocation => ({ kind: 'session', id, userId, before: Date.now() });
    if (which === 'all') {
      await this.publish(tenantId, [{ kind: 'user', tenantId, id: userId, before }]);
      const ended = await this.store.end(tenantId, userId, 'all', before);
      await this.publish(tenantId, ended.filter((id) => uuidTime(id) > before).map(revocationOf));
      return ended;
    }
    const named = await this.named(tenantId, userId, which);
    await this.publish(tenantId, named.map(revocationOf));
    const ended = await this.store.end(tenantId, userId, which, before);
    await this.publish(tenantId, ended.filter((id) => !named.includes(id)).map(revocationOf));
    return ended;
  }

  /** @returns how many sessions ended */
  async endTenant(tenantId: string): Promise<number> {
    await this.revokeTenant(tenantId);
    const ended = await this.store.endTenant(tenantId);
    // Sessions may have begun while those of a large tenant ended one by one.
    await this.revokeTenant(tenantId);
    return ended;
  }

  /** Changes role or name: earlier access tokens are refused from now on; the sessions stay, by their refresh tokens. */
  async describe(tenantId: string, userId: string, what: { role?: Role; name?: string }): Promise<void> {
    await this.store.describe(tenantId, userId, what, idClock());
    // After the store has it: a token that was being issued meanwhile may say what was before.
    await this.publish(tenantId, [{ kind: 'tokens', tenantId, id: userId, before: idClock() }]);
  }

  private async revokeTenant(tenantId: string): Promise<void> {
    const before = idClock();
    await this.authority.markTenant(tenantId, before);
    await this.publish(tenantId, [{ kind: 'tenant', id: tenantId, before }]);
  }

  /** Only active sessions: ids invented by a client must not fill the memory of revocations. */
  private async named(tenantId: string, userId: string, which: Exclude<Ending, 'all'>): Promise<string[]> {
    if ('only' in which) return (await this.store.find({ tenantId, userId, id: which.only })) ? [which.only] : [];
    const sessions = await this.store.ofUser(tenantId, userId);
    return sessions.map(({ id }) => id).filter((id) => id !== which.except);
  }

  private async publish(tenantId: string, revocations: readonly Revocation[]): Promise<void> {
    if (revocations.length === 0) return;
    this.memory.remember(revocations);
    await this.feed.publish(tenantId, revocations);
  }
}

/**
 * Milliseconds since 1970 by the clock of ids, with which revocations are compared. When the system clock is set back,
 * ids stay at the latest time for a while; with `Date.now()`, sessions and tokens of this process would look newer than
 * their revocation. Instead, sessions that begin before the clock has caught up are refused, for ten seconds at most.
 */
const idClock = () => uuidTime(newId());
