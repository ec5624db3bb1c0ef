/** The tries that are free in a window; each further one must wait longer than the one before. */
export interface TryLimit {
  readonly free: number;
  readonly windowSeconds: number;
}

/** A counter with its limit. */
export interface TryCounter {
  readonly limit: TryLimit;
  /** 32 bytes: a keyed hash, which reveals nothing about a person. */
  readonly key: Buffer;
}

/** A pace of one turn per period; unused turns may be saved up. */
export interface TryPace {
  readonly everySeconds: number;
  /** The most turns that may be saved up. */
  readonly saved: number;
  /** 32 bytes, as those of a counter. */
  readonly key: Buffer;
}

/** After the last free try a counter closes for this long, and after each further one for twice as long… */
export const FIRST_WAIT_SECONDS = 30;
/** … up to this, or to the end of its window. */
export const LONGEST_WAIT_SECONDS = 900;

/**
 * Seconds by which the clocks of two processes may differ. What ends later than a window from now, and that, was counted by a clock that
 * was ahead, and has ended.
 */
export const CLOCK_MARGIN_SECONDS = 60;

/** Counts sign-in attempts, for all processes and tenants together, by key. */
export abstract class TryCounters {
  /** Seconds until all counters are open; 0 where they are open. */
  abstract closedFor(counters: readonly TryCounter[]): Promise<number>;
  /**
   * Counts a try under each counter, or under none where one is closed. Of concurrent tries no more are counted than
   * are free.
   *
   * @returns seconds until all counters are open; 0 where the try was counted
   */
  abstract count(counters: readonly TryCounter[]): Promise<number>;
  /** Takes back one try of each, and opens what it closed. */
  abstract giveBack(counters: readonly TryCounter[]): Promise<void>;
  abstract forget(counters: readonly TryCounter[]): Promise<void>;
  /**
   * Takes a turn, by the generic cell rate algorithm: any `w` seconds have at most `most + w / everySeconds` turns.
   *
   * @param most how many turns may be saved up
   * @returns seconds until the next turn; 0 where a turn was taken
   */
  abstract take(pace: TryPace, most: number): Promise<number>;
  /** Returns a turn that was taken. */
  abstract putBack(pace: TryPace): Promise<void>;
}
