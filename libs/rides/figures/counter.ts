import type { Point } from '../recordings/recording.js';
import { interpolate } from './timer.js';

/** Faster than a bicycle goes, in metres a second. */
export const FASTEST = 50;

/** So many values in a row that stay below the one before follow a counter that began again, or a value that was wrong. */
const STAYS_BELOW = 10;

/** The way by the device's counter, and the points at which it begins and ends. */
export interface Counter {
  readonly metres: Float64Array;
  readonly first: number;
  readonly last: number;
}

/**
 * Follows the counter of a device. Between two changes of it the rider goes at a constant speed, since some devices change it every few
 * seconds alone. A change that nobody could ride is left out.
 *
 * @returns undefined where there is none
 */
export function followCounter(points: readonly Point[], timer: Float64Array): Counter | undefined {
  const metres = new Float64Array(points.length);
  const first = points.findIndex(({ distance }) => distance !== undefined);
  if (first === -1) return undefined;
  let [change, last, base] = [first, first, points[first]?.distance as number];
  let highest = base;
  for (let index = first + 1; index < points.length; index += 1) {
    const value = points[index]?.distance;
    if (value === undefined) continue;
    last = index;
    const step = value - highest;
    const ridden = step * 1000 <= FASTEST * ((timer[index] as number) - (timer[change] as number));
    if (step === 0 || (step < 0 && !staysBelow(points, index, highest))) continue;
    if (!ridden && staysBelow(points, index, value)) continue;
    if (!ridden || step < 0) base += step;
    metres[index] = value - base;
    interpolate(metres, timer, change, index);
    [change, highest] = [index, value];
  }
  metres.fill(metres[change] as number, change);
  return { metres, first, last };
}

function staysBelow(points: readonly Point[], from: number, highest: number): boolean {
  let found = 0;
  for (let index = from + 1; index < points.length && found < STAYS_BELOW; index += 1) {
    const value = points[index]?.distance;
    if (value === undefined) continue;
    if (value >= highest) return false;
    found += 1;
  }
  return true;
}
