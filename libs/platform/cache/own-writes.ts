import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MasterKey } from '#platform/keys';
import { type FeedPosition, InvalidationFeed } from './invalidation/invalidation-feed.js';
import { Invalidations } from './invalidation/invalidations.js';

/** How long a position counts, in milliseconds: by then an invalidation has arrived, or its process has ended. */
const COUNTS_MS = 60_000;

const written = /^([\w-]{8})\.([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([\w-]{22})$/;
const BETWEEN = '~';
/** Positions that a client carries, at most: of its last writes, each of another process. */
const MOST = 4;
/** Characters of that many. */
const LONGEST = 256;

/** A position as a client sends it back. */
interface Written extends FeedPosition {
  readonly text: string;
}

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
   * @param earlier the positions that the client sent with the write: those of other processes still count
   * @returns the positions for `Palier-Wrote`: at most 256 characters of `A-Za-z0-9._~-`
   */
  made(tenantId: string, callerId: string, earlier = ''): string {
    void this.invalidations.forget(tenantId, callerId);
    const { from } = this.feed.position;
    const others = positionsIn(earlier).filter((other) => other.from !== from && this.isOurs(other.text));
    return [this.position(), ...others.slice(0, MOST - 1).map((other) => other.text)].join(BETWEEN);
  }

  /** The position of all that this process has invalidated so far. */
  position(): string {
    const { from, seq } = this.feed.position;
    const text = `${from}.${seq.toString(36)}.${Date.now().toString(36)}`;
    return `${text}.${this.signature(text)}`;
  }

  /** Whether this process has carried out the writes that a client names; those that do not count are left out. */
  areHere(positions: string): boolean {
    return positionsIn(positions).every((position) => this.feed.hasReached(position) || !this.isOurs(position.text));
  }

  private isOurs(position: string): boolean {
    const end = position.lastIndexOf('.');
    const signature = this.signature(position.slice(0, end));
    return timingSafeEqual(Buffer.from(position.slice(end + 1)), Buffer.from(signature));
  }

  private signature(text: string): string {
    this.key ??= this.master.derive('cache.own-writes');
    return createHmac('sha256', this.key).update(text).digest('base64url').slice(0, 22);
  }
}

/** The positions that are well formed, and not older than they count. */
function positionsIn(sent: string): Written[] {
  if (sent.length > LONGEST) return [];
  return sent.split(BETWEEN).flatMap((text) => {
    const [, from, seq = '', at = ''] = written.exec(text) ?? [];
    if (from === undefined || Date.now() - Number.parseInt(at, 36) > COUNTS_MS) return [];
    return [{ from, seq: Number.parseInt(seq, 36), text }];
  });
}
