import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PrimaryClock } from '#platform/database';
import { MasterKey } from '#platform/keys';
import { InvalidationFeed } from './invalidation/invalidation-feed.js';
import { Invalidations } from './invalidation/invalidations.js';
import { isSigned, joined, positionsIn, type SentPosition, signed } from './signed-positions.js';

/** How long a position counts, in milliseconds: by then an invalidation has arrived, or its process has ended. */
const COUNTS_MS = 60_000;

/**
 * How long a position counts where a process may have missed invalidations, in milliseconds: as long as most answers of
 * members are kept while the database is away.
 */
const COUNTS_IN_DOUBT_MS = 20 * 60_000;
/** How long a position counts that names no process, in milliseconds: by then the outbox has repeated its write. */
const ANY_PROCESS_COUNTS_MS = 10_000;
/** Such a position is dated back by this, so that it ends by the same rule as others. */
const DATED_BACK_MS = COUNTS_MS - ANY_PROCESS_COUNTS_MS;
/** Stands for the process in the position of a write that any process may have made: no process has this id. */
const ANY_PROCESS = '--------';
/** Stands for the caller in such a position where it counts for all of its tenant: the number of no caller. */
const EVERYONE = 0;

/** Every valid answer that is kept will do, or none of them. */
const [ANY_ANSWER, NO_ANSWER] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** Who reads: a caller, or anyone a public page. */
export interface ReadBy {
  readonly tenantId: string;
  /** Of the user or key; undefined on public routes. */
  readonly callerId?: string | undefined;
}

/**
 * Lets clients read their own writes on every process: the answer to a write carries positions, the client sends them back
 * as `Palier-Wrote`, and a process sends it no kept answer that may lack one of the writes. There are two kinds:
 *
 * | | after a write | after one that any process may have made |
 * |---|---|---|
 * | is given with | the answer to a write | an answer that was sent again, and one that shows that an operation has ended |
 * | names | this process and the number of its last invalidation | the caller; nobody where an operation has ended |
 * | is reached | by a process that has carried out that many | by none |
 * | until then | nothing that is kept is sent | what was read since the position was made is sent |
 * | counts for | whoever sends it | its caller, and anyone on public pages, in its tenant; all of the tenant where it names nobody |
 * | counts | for a minute | for ten seconds |
 * | where invalidations may have been missed | 19 minutes longer | 19 minutes longer, and nothing that is kept is sent |
 *
 * What always holds:
 * - A position is made after the commit, and after the numbers of all invalidations of the write were given. So who has
 *   reached it has carried them out, and what was read since then has the write.
 * - The numbers of a process only rise: of each process a client carries the last position alone. The newest is first.
 * - Positions are signed, so that nobody can have caches passed by at will. One that is forged, foreign or too old is ignored
 *   as if it had not been sent.
 */
@Injectable()
export class OwnWrites {
  constructor(
    private readonly feed: InvalidationFeed,
    private readonly invalidations: Invalidations,
    private readonly master: MasterKey,
    private readonly clock: PrimaryClock,
  ) {}

  /**
   * Invalidates what is kept of the caller of a write, once its transactions are committed.
   *
   * @param earlier the positions that the client sent with the write, in one text or several: those of other processes still
   *   count
   * @returns the positions for `Palier-Wrote`: at most 256 characters of `A-Za-z0-9._~-`
   */
  afterWrite(tenantId: string, callerId: string, earlier: readonly string[] = []): string {
    void this.invalidations.forget(tenantId, callerId);
    return this.withEarlier(this.feed.position.from, this.position(), tenantId, earlier);
  }

  /**
   * The same for a write whose answer was stored with an `Idempotency-Key` and is sent again, and for a refusal that an earlier
   * try of the same write may be the reason of. The process that made the write may have died before it told of its
   * invalidations: for ten seconds every process passes by what it has read before.
   */
  afterRepeat(tenantId: string, callerId: string, earlier: readonly string[] = []): string {
    void this.invalidations.forget(tenantId, callerId);
    return this.ofAnyProcess(numberOf(tenantId, callerId), tenantId, earlier);
  }

  /**
   * The positions of all that any process has written in a tenant by now, for an answer that shows what others did. Call it
   * after what is shown was read.
   */
  afterOthers(tenantId: string, earlier: readonly string[] = []): string {
    return this.ofAnyProcess(EVERYONE, tenantId, earlier);
  }

  /** Milliseconds since 1970, by the clock of the positions. */
  now(): number {
    return this.clock.now();
  }

  /** The position of all that this process has invalidated so far. */
  position(): string {
    return signed(this.master, this.feed.position, this.clock.latest());
  }

  /**
   * Since when an answer must have been read that this process may send to a client, by the positions that the client sent.
   *
   * @param positions each text that the client sent; of all that are valid the strictest decides
   * @param complete whether the process has all invalidations but those of the last second
   * @returns milliseconds since 1970; -Infinity where every valid answer will do, and Infinity where none that is kept
   */
  readSince(positions: readonly string[], by: ReadBy, complete: boolean): number {
    let since = ANY_ANSWER;
    for (const position of this.recent(positions, complete ? COUNTS_MS : COUNTS_IN_DOUBT_MS)) {
      since = Math.max(since, this.readSinceOf(position, by));
    }
    return since;
  }

  /**
   * When the last of the writes was made at the latest that the positions of a client tell of, on the monotonic clock.
   *
   * @returns -Infinity where they tell of none that counts
   */
  writtenAt(positions: readonly string[], tenantId: string): number {
    let at = Number.NEGATIVE_INFINITY;
    for (const position of this.recent(positions, COUNTS_MS)) {
      if (this.isOurs(position, tenantId)) at = Math.max(at, this.clock.passed(madeAt(position)));
    }
    return at;
  }

  private recent(positions: readonly string[], longest: number): SentPosition[] {
    const since = this.clock.now() - longest;
    return positions.flatMap((text) => positionsIn(text, since));
  }

  private readSinceOf(position: SentPosition, { tenantId, callerId }: ReadBy): number {
    if (this.feed.hasReached(position) || !this.isOurs(position, tenantId)) return ANY_ANSWER;
    if (position.from !== ANY_PROCESS) return NO_ANSWER;
    // Public pages are asked for without a name, so there it counts for anyone.
    const forAll = callerId === undefined || position.seq === EVERYONE;
    return forAll || position.seq === numberOf(tenantId, callerId) ? madeAt(position) : ANY_ANSWER;
  }

  /** @param of the number of the caller, or EVERYONE */
  private ofAnyProcess(of: number, tenantId: string, earlier: readonly string[]): string {
    const made = { from: ANY_PROCESS, seq: of };
    const position = signed(this.master, made, this.clock.latest() - DATED_BACK_MS, tenantId);
    return this.withEarlier(ANY_PROCESS, position, tenantId, earlier);
  }

  /** @param from the process of the new position, which replaces an earlier one of the same */
  private withEarlier(from: string, position: string, tenantId: string, earlier: readonly string[]): string {
    const last = new Map<string, SentPosition>();
    for (const other of this.recent(earlier, COUNTS_IN_DOUBT_MS)) {
      if (other.from === from || !this.isOurs(other, tenantId)) continue;
      const known = last.get(other.from);
      if (!known || isLater(other, known)) last.set(other.from, other);
    }
    return joined(
      position,
      [...last.values()].sort((a, b) => madeAt(b) - madeAt(a)),
    );
  }

  private isOurs(position: SentPosition, tenantId: string): boolean {
    return isSigned(this.master, position, position.from === ANY_PROCESS ? tenantId : undefined);
  }
}

/** Milliseconds since 1970, by the clock of the primary. */
function madeAt({ from, at }: SentPosition): number {
  return from === ANY_PROCESS ? at + DATED_BACK_MS : at;
}

/** Whether a position was made after another of the same process. Its clock may have been set since then; its numbers rise. */
function isLater(position: SentPosition, other: SentPosition): boolean {
  const numbered = position.from !== ANY_PROCESS && position.seq !== other.seq;
  return numbered ? position.seq > other.seq : position.at > other.at;
}

/** Of a caller: the first 48 bits of a hash, the same under every master key. */
function numberOf(tenantId: string, callerId: string): number {
  return createHash('sha256').update(`${tenantId} ${callerId}`).digest().readUIntBE(0, 6);
}
