import type { DegradationLevel } from '../declare-degradation.js';

/** A degradation level, or 0, at which nothing is cut. */
export type Level = 0 | DegradationLevel;

/** When readings of a sensor change its level. */
export interface SensorRules {
  /**
   * By level, the reading from which on it is reached, and the one below which it is left again. A level that is left out is
   * passed on the way down, by the rule of the next above it.
   */
  readonly thresholds: Readonly<Partial<Record<DegradationLevel, { readonly up: number; readonly down: number }>>>;
  /** For how many milliseconds readings must be at or above a threshold, or below it. */
  readonly lastsMs: { readonly up: number; readonly down: number };
  /** Two readings farther apart than this, in milliseconds, say nothing about the time between them. */
  readonly apartMs: number;
}

const levels = [1, 2, 3, 4] as const;

/**
 * The level that a sensor calls for. It rises to the highest level whose threshold was reached by every reading for as long as
 * the rules say, and falls by one level each time that all readings were below for as long. What is no reading and a clock
 * that leaps change nothing, and count no time.
 */
export class SensedLevel {
  private present: Level = 0;
  /** By level, for how many milliseconds its threshold has been reached; undefined where the last reading did not. */
  private readonly reached: (number | undefined)[] = [];
  /** For how long readings have been below the present level. */
  private below: number | undefined;
  private last: number | undefined;

  constructor(private readonly rules: SensorRules) {}

  get level(): Level {
    return this.present;
  }

  /**
   * @param reading 0 or more; anything else is no reading
   * @param now milliseconds of any clock
   * @returns whether the level changed
   */
  take(reading: number | undefined, now: number): boolean {
    const passed = this.passedUntil(now);
    if (reading === undefined || !Number.isFinite(reading) || reading < 0) return false;
    const before = this.present;
    const { thresholds, lastsMs } = this.rules;
    for (const level of levels) {
      const up = thresholds[level]?.up ?? Number.POSITIVE_INFINITY;
      this.reached[level] = onwards(this.reached[level], passed, reading >= up);
    }
    this.below = onwards(this.below, passed, before > 0 && reading < this.downFrom(before));
    const highest = levels.findLast((level) => (this.reached[level] ?? -1) >= lastsMs.up);
    if (highest && highest > before) this.become(highest);
    else if (this.below !== undefined && this.below >= lastsMs.down) this.become((before - 1) as Level);
    return this.present !== before;
  }

  private become(level: Level): void {
    this.present = level;
    // The next level down takes its own time.
    this.below = undefined;
  }

  private passedUntil(now: number): number {
    if (!Number.isFinite(now)) return 0;
    const passed = this.last === undefined ? 0 : now - this.last;
    this.last = now;
    return passed > 0 && passed <= this.rules.apartMs ? passed : 0;
  }

  private downFrom(level: Level): number {
    const next = levels.find((each) => each >= level && this.rules.thresholds[each]);
    return next ? (this.rules.thresholds[next]?.down ?? 0) : 0;
  }
}

/** The time of a run with one more reading; a run begins with the first that belongs to it. */
function onwards(run: number | undefined, passed: number, belongs: boolean): number | undefined {
  if (!belongs) return undefined;
  return run === undefined ? 0 : run + passed;
}
