import type { Cause } from '../level-in-force.js';
import type { Level } from '../sensors/sensed-level.js';

/** A day in UTC, as in `2026-01-15`, and the greatest level in it, 0 to 4. */
export interface DegradationDay {
  readonly day: string;
  readonly level: Level;
}

/** A change of a degradation level. */
export interface DegradationChange {
  readonly at: Date;
  /** The host and the process whose own level changed; null for what all processes share and what an operator set. */
  readonly process: string | null;
  readonly before: Level;
  readonly after: Level;
  readonly cause: Cause;
  readonly reason: string;
}
