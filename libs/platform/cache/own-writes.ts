import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MasterKey } from '#platform/keys';
import { type FeedPosition, InvalidationFeed } from './invalidation/invalidation-feed.js';
import { Invalidations } from './invalidation/invalidations.js';

/** How long a position counts, in milliseconds: by then an invalidation has arrived, or its process has ended. */
const COUNTS_MS = 60_000;

const written = /^([\w-]{8})\.([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([\w-]{22})$/;

/**
 * Lets clients read their own writes on every process: the answer to a write carries the position of its invalidations, and
 * a process that has not reached the position passes by what it keeps. A position is signed, so that nobody can make
 * processes pass by their caches at will.
 */
@Injectable()
export class OwnWrites {
  private key: Buffer | undefined;

  constructor(
    private readonly feed: InvalidationFeed,
    private readonly invalidations: Invalidations,
    private readonly master: MasterKey,
  ) {}

  /**
   * Invalidates what is kept of the caller of a write, once its transactions are committed.
   *
   * @returns the position for `Palier-Wrote`: 31 to 55 characters of `A-Za-z0-9._-`
   */
  made(tenantId: string, callerId: string): string {
    void this.invalidations.forget(tenantId, callerId);
    const { from, seq } = this.feed.position;
    const text = `${from}.${seq.toString(36)}.${Date.now().toString(36)}`;
    return `${text}.${this.signature(text)}`;
  }

  /** Whether this process has carried out the write that a client names, or the client names none that counts. */
  areHere(position: string): boolean {
    const [, from = '', seq = '', at = '', signature = ''] = written.exec(position) ?? [];
    const age = Date.now() - Number.parseInt(at, 36);
    if (!from || age > COUNTS_MS || this.hasReached(from, seq)) return true;
    const text = `${from}.${seq}.${at}`;
    return !timingSafeEqual(Buffer.from(signature), Buffer.from(this.signature(text)));
  }

  private hasReached(from: string, seq: string): boolean {
    const position: FeedPosition = { from, seq: Number.parseInt(seq, 36) };
    return this.feed.hasReached(position);
  }

  private signature(text: string): string {
    this.key ??= this.master.derive('cache.own-writes');
    return createHmac('sha256', this.key).update(text).digest('base64url').slice(0, 22);
  }
}
