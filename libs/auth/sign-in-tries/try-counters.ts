/** How many tries are free in a window; each one more must wait longer than the one before. */
export interface TryLimit {
  readonly free: number;
  readonly windowSeconds: number;
}

/** What is counted against a limit. */
export interface TryCounter {
  readonly limit: TryLimit;
  /** 32 bytes: a keyed hash, which says nothing of a person. */
  readonly key: Buffer;
}

/** What has a turn every so many seconds, and may save up turns that nobody took. */
export interface TryPace {
  readonly everySeconds: number;
  /** 32 bytes, as those of a counter. */
  readonly key: Buffer;
}

/** After the last free try a counter closes for this long, and after each further one for twice as long… */
export const FIRST_WAIT_SECONDS = 30;
/** … up to this, or to the end of its window. */
export const LONGEST_WAIT_SECONDS = 900;

/** Counts tries to sign in, for all processes together and whatever the tenant: keys say what is counted. */
export abstract class TryCounters {
  /** Seconds until all of them are open; 0 where they are. */
  abstract closedFor(counters: readonly TryCounter[]): Promise<number>;
  /**
   * Counts a try under each, or under none where one is closed: of many at once no more get
   * through than there are free.
   *
   * @returns seconds until all of them are open; 0 where it was counted
   */
  abstract count(counters: readonly TryCounter[]): Promise<number>;
  /** Takes back one try of each, and opens what it closed. */
  abstract giveBack(counters: readonly TryCounter[]): Promise<void>;
  abstract forget(counters: readonly TryCounter[]): Promise<void>;
  /**
   * Takes a turn, as the generic cell rate algorithm does: any `w` seconds see `most + w / everySeconds` turns at most.
   *
   * @param most how many turns may have been saved up
   * @returns seconds until there is one; 0 where it was taken
   */
  abstract take(pace: TryPace, most: number): Promise<number>;
  /** Gives a turn back that was taken. */
  abstract putBack(pace: TryPace): Promise<void>;
}
