import type { Level } from './sensors/sensed-level.js';
import type { SensorName } from './sensors/sensors.js';

/** Why a level is in force: an operator set it, or a sensor calls for it. */
export type Cause = 'manual' | SensorName;

/** What an operator has set. */
export interface SetByHand {
  readonly level: Level;
  /** Whether it is in force alone, whatever the sensors call for. */
  readonly hold: boolean;
}

export interface InForce {
  readonly level: Level;
  /** Null at level 0, unless an operator holds it there. */
  readonly cause: Cause | null;
}

/** The greatest level of those that an operator has set and that the sensors call for; the operator's alone where it is held. */
export function levelInForce(byHand: SetByHand, sensed: ReadonlyMap<SensorName, Level>): InForce {
  if (byHand.hold) return { level: byHand.level, cause: 'manual' };
  let inForce: InForce = { level: byHand.level, cause: byHand.level > 0 ? 'manual' : null };
  for (const [cause, level] of sensed) if (level > inForce.level) inForce = { level, cause };
  return inForce;
}
