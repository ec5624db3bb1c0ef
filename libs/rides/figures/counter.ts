import type { Point } from '../recordings/recording.js';
import { interpolate } from './timer.js';

/** Faster than a bicycle goes, in metres a second. */
export const FASTEST = 50;

/** So many values in a row that stay below the one before follow a counter that began again, or a value that was wrong. */
const STAYS_BELOW = 10;

/** How far the rider had come at each point, and how far by the counter and by positions while there is one. */
export interface Counter {
  readonly metres: Float64Array;
  readonly counted: number;
  readonly beside: number;
}

/**
 * Follows the counter of a device. Between two changes of it the rider goes at a constant speed, since some devices change it every few
 * seconds alone. Where it begins and ends, and in place of a change that nobody could ride, the positions count.
 *
 * @param way by positions, at each point
 * @returns undefined where there is none
 */
export function followCounter(points: readonly Point[], timer: Float64Array, way: Float64Array): Counter | undefined {
  const metres = way.slice();
  const first = points.findIndex(({ distance }) => distance !== undefined);
  if (first === -1) return undefined;
  const wayAt = (index: number) => way[index] as number;
  let [change, last, highest, counted] = [first, first, points[first]?.distance as number, 0];
  let base = highest - wayAt(first);
  for (let index = first + 1; index < points.length; index += 1) {
    const value = points[index]?.distance;
    if (value === undefined) continue;
    last = index;
    const step = value - highest;
    const ridden = step * 1000 <= FASTEST * ((timer[index] as number) - (timer[change] as number));
    if (step === 0 || (step < 0 && !staysBelow(points, index, highest))) continue;
    if (!ridden && staysBelow(points, index, value)) continue;
    if (ridden && step > 0) counted += step;
    else base += step - (wayAt(index) - wayAt(change));
    metres[index] = value - base;
    interpolate(metres, timer, change, index);
    [change, highest] = [index, value];
  }
  for (let index = change + 1; index < points.length; index += 1)
    metres[index] = (metres[change] as number) + Math.max(0, wayAt(index) - wayAt(last));
  return { metres, counted, beside: wayAt(last) - wayAt(first) };
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
