import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MasterKey } from '#platform/keys';
import { type FeedPosition, InvalidationFeed } from './invalidation/invalidation-feed.js';
import { Invalidations } from './invalidation/invalidations.js';

/** How long a position counts, in milliseconds: by then an invalidation has arrived, or its process has ended. */
const COUNTS_MS = 60_000;

/**
 * How long a position counts where a process may have missed invalidations, in milliseconds: as long as most answers of
 * members are kept while the database is away.
 */
const COUNTS_IN_DOUBT_MS = 20 * 60_000;
/** How long an answer that was stored with an `Idempotency-Key` counts as not carried out here, in milliseconds. */
const REPEATED_COUNTS_MS = 10_000;
/** Of the key that signs positions. */
const PURPOSE = 'cache.own-writes';
/** No process has this id. */
const ANY_PROCESS = '--------';

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
    return this.joined(this.position(), earlier);
  }

  /**
   * The same for a write that some process made before and whose answer is sent again. That process may have died before it
   * told of its invalidations: for ten seconds every process passes by what it keeps, until the outbox has repeated them.
   */
  repeated(tenantId: string, callerId: string, earlier = ''): string {
    void this.invalidations.forget(tenantId, callerId);
    const ofAny = this.signed({ from: ANY_PROCESS, seq: 0 }, Date.now() - COUNTS_MS + REPEATED_COUNTS_MS);
    return this.joined(ofAny, earlier);
  }

  /** The position of all that this process has invalidated so far. */
  position(): string {
    return this.signed(this.feed.position, Date.now());
  }

  /**
   * Whether this process has carried out the writes that a client names; those that do not count are left out.
   *
   * @param complete whether the process has all invalidations but those of the last second
   */
  areHere(positions: string, complete: boolean): boolean {
    const counts = complete ? COUNTS_MS : COUNTS_IN_DOUBT_MS;
    return positionsIn(positions, counts).every((each) => this.feed.hasReached(each) || !this.isOurs(each.text));
  }

  private joined(own: string, earlier: string): string {
    const [from] = own.split('.', 1);
    const others = positionsIn(earlier, COUNTS_IN_DOUBT_MS).filter((other) => other.from !== from);
    const ours = others.map(({ text }) => text).filter((text) => this.isOurs(text));
    return [own, ...ours.slice(0, MOST - 1)].join(BETWEEN);
  }

  private signed({ from, seq }: FeedPosition, at: number): string {
    const text = `${from}.${seq.toString(36)}.${at.toString(36)}`;
    return `${text}.${signature(this.master.derive(PURPOSE), text)}`;
  }

  private isOurs(position: string): boolean {
    const end = position.lastIndexOf('.');
    const given = Buffer.from(position.slice(end + 1));
    const signed = position.slice(0, end);
    return this.master.derivations(PURPOSE).some((key) => timingSafeEqual(given, Buffer.from(signature(key, signed))));
  }
}

function signature(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url').slice(0, 22);
}

/** The positions that are well formed, and not older than `counts`, in milliseconds. */
function positionsIn(sent: string, counts: number): Written[] {
  if (sent.length > LONGEST) return [];
  return sent.split(BETWEEN).flatMap((text) => {
    const [, from, seq = '', at = ''] = written.exec(text) ?? [];
    if (from === undefined || Date.now() - Number.parseInt(at, 36) > counts) return [];
    return [{ from, seq: Number.parseInt(seq, 36), text }];
  });
}
