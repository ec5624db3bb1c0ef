import type { Point } from '../recordings/recording.js';
import { LONGEST_GAP } from './bests.js';

/**
 * Seconds in each zone. A value counts for the time since the point before, if that is at most 30 s.
 *
 * @param bounds where zones begin, rising: below the first is the first zone
 * @returns one number more than there are bounds
 */
export function timeInZones(
  points: readonly Point[],
  measured: (point: Point) => number | undefined,
  bounds: readonly number[],
): number[] {
  const seconds = Array.from({ length: bounds.length + 1 }, () => 0);
  for (let index = 1; index < points.length; index += 1) {
    const point = points[index] as Point;
    const value = measured(point);
    const since = (point.at - (points[index - 1] as Point).at) / 1000;
    if (value === undefined || since > LONGEST_GAP) continue;
    const zone = bounds.findLastIndex((bound) => value >= bound) + 1;
    seconds[zone] = (seconds[zone] as number) + since;
  }
  return seconds;
}
