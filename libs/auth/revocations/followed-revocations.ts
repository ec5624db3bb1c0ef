import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Revocations, type TokenSubject } from '#platform/access';
import { gauge } from '#platform/telemetry';
import { RevocationFeed } from './revocation-feed.js';
import { RevocationMemory } from './revocation-memory.js';
import { TokenAuthority } from './token-authority.js';

/** Milliseconds that the start waits for an unreachable feed; afterwards `fast` routes report that they may be stale. */
const PATIENCE_MS = 3000;

/** The revocations that this process received, and the session store for `strict` checks. */
@Injectable()
export class FollowedRevocations extends Revocations {
  private receivedAt = Number.NEGATIVE_INFINITY;
  private following: Promise<void> | undefined;

  constructor(
    private readonly feed: RevocationFeed,
    private readonly memory: RevocationMemory,
    private readonly authority: TokenAuthority,
  ) {
    super();
    gauge('palier_revocations_held', 'Revocations that this process holds in memory', () => this.memory.size());
    gauge(
      'palier_revocation_feed_stale_seconds',
      'Seconds since the revocations in memory were last known to be complete; infinite in a process that does not follow the feed',
      () => this.staleForMs / 1000,
    );
  }

  async follow(): Promise<void> {
    this.following ??= this.feed.follow((revocations) => {
      this.memory.remember(revocations);
      if (revocations.length === 0) this.receivedAt = performance.now();
    });
    await Promise.race([this.following, pause(PATIENCE_MS, undefined, { ref: false })]);
  }

  isRevoked(subject: TokenSubject): boolean {
    return this.memory.revokes(subject);
  }

  get changes(): number {
    return this.memory.changes;
  }

  get staleForMs(): number {
    return this.memory.complete() ? performance.now() - this.receivedAt : Number.POSITIVE_INFINITY;
  }

  async confirm(subject: TokenSubject): Promise<boolean> {
    return !this.memory.revokes(subject) && (await this.authority.confirm(subject));
  }
}
