import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
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
/** No process has this id. The number of such a position tells whose it is, and its signature in which tenant. */
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
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Who reads: a caller, or anyone a public page. */
export interface ReadBy {
  readonly tenantId: string;
  /** Of the user or key; undefined on public routes. */
  readonly callerId?: string | undefined;
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
    return this.joined(this.position(), tenantId, earlier);
  }

  /**
   * The same for a write that some process made before and whose answer is sent again. That process may have died before it
   * told of its invalidations: for ten seconds every process passes by what it has read before, until the outbox has repeated
   * them. It counts for the caller, and for public pages of the tenant, which nobody asks for by name.
   */
  repeated(tenantId: string, callerId: string, earlier = ''): string {
    void this.invalidations.forget(tenantId, callerId);
    const of = { from: ANY_PROCESS, seq: numberOf(tenantId, callerId) };
    return this.joined(this.signed(of, Date.now() - COUNTS_MS + REPEATED_COUNTS_MS, tenantId), tenantId, earlier);
  }

  /** The position of all that this process has invalidated so far. */
  position(): string {
    return this.signed(this.feed.position, Date.now());
  }

  /**
   * Since when an answer must have been read that this process may send to a client, by the positions that the client names;
   * those that do not count, or are of others, are left out.
   *
   * @param complete whether the process has all invalidations but those of the last second
   * @returns milliseconds since 1970; -Infinity where every valid answer will do, and Infinity where none that is kept
   */
  since(positions: string, by: ReadBy, complete: boolean): number {
    const counts = complete ? COUNTS_MS : COUNTS_IN_DOUBT_MS;
    const since = positionsIn(positions, counts).map((each) => {
      if (this.feed.hasReached(each) || !this.isOurs(each, by.tenantId)) return Number.NEGATIVE_INFINITY;
      if (each.from !== ANY_PROCESS) return Number.POSITIVE_INFINITY;
      const another = by.callerId !== undefined && each.seq !== numberOf(by.tenantId, by.callerId);
      // The write was committed before its answer was sent again, so that whatever was read since then has it.
      return another ? Number.NEGATIVE_INFINITY : each.at + COUNTS_MS - REPEATED_COUNTS_MS;
    });
    return Math.max(...since, Number.NEGATIVE_INFINITY);
  }

  private joined(own: string, tenantId: string, earlier: string): string {
    const [from] = own.split('.', 1);
    const others = positionsIn(earlier, COUNTS_IN_DOUBT_MS).filter((other) => other.from !== from);
    const ours = others.filter((other) => this.isOurs(other, tenantId)).map(({ text }) => text);
    return [own, ...ours.slice(0, MOST - 1)].join(BETWEEN);
  }

  private signed({ from, seq }: FeedPosition, at: number, tenantId?: string): string {
    const text = `${from}.${seq.toString(36)}.${at.toString(36)}`;
    return `${text}.${signature(this.master.derive(PURPOSE), text, tenantId)}`;
  }

  private isOurs({ from, text }: Written, tenantId: string): boolean {
    const end = text.lastIndexOf('.');
    const given = Buffer.from(text.slice(end + 1));
    const signed = text.slice(0, end);
    const of = from === ANY_PROCESS ? tenantId : undefined;
    return this.master
      .derivations(PURPOSE)
      .some((key) => timingSafeEqual(given, Buffer.from(signature(key, signed, of))));
  }
}

/** Of a caller: the first 48 bits of a hash, the same under every master key. */
function numberOf(tenantId: string, callerId: string): number {
  return createHash('sha256').update(`${tenantId} ${callerId}`).digest().readUIntBE(0, 6);
}

/** @param tenantId where it counts in one tenant alone */
function signature(key: Buffer, text: string, tenantId?: string): string {
  const signed = tenantId === undefined ? text : `${text} ${tenantId}`;
  return createHmac('sha256', key).update(signed).digest('base64url').slice(0, 22);
}

/** The positions that are well formed, and not older than `counts`, in milliseconds. */
function positionsIn(sent: string, counts: number): Written[] {
  if (sent.length > LONGEST) return [];
  return sent.split(BETWEEN).flatMap((text) => {
    const [, from, seq = '', at = ''] = written.exec(text) ?? [];
    if (from === undefined || Date.now() - Number.parseInt(at, 36) > counts) return [];
    return [{ from, seq: Number.parseInt(seq, 36), at: Number.parseInt(at, 36), text }];
  });
}
