import type { Point } from '../recordings/recording.js';
import { eachHeld } from './timer.js';

/**
 * Seconds in each zone.
 *
 * @param bounds where zones begin, rising: below the first is the first zone
 * @returns one number more than there are bounds
 */
export function timeInZones(
  points: readonly Point[],
  timer: Float64Array,
  measured: (point: Point) => number | undefined,
  bounds: readonly number[],
): number[] {
  const seconds = Array.from({ length: bounds.length + 1 }, () => 0);
  eachHeld(points, timer, measured, (value, milliseconds) => {
    const zone = bounds.findLastIndex((bound) => value >= bound) + 1;
    seconds[zone] = (seconds[zone] as number) + milliseconds / 1000;
  });
  return seconds;
}
