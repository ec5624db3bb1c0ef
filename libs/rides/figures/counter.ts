import type { Point } from '../recordings/recording.js';
import { interpolate } from './timer.js';

/** Faster than a bicycle goes, in metres a second. */
export const FASTEST = 50;

/** So many values in a row that stay below the one before follow a counter that began again, or a value that was wrong. */
const STAYS_BELOW = 10;

/** A counter that shows the same for longer stands, in milliseconds, unless it usually changes less than twice as often. */
const STANDS_MS = 10_000;

/** How far the rider had come at each point, and how far by the counter and by positions while there is one. */
export interface Counter {
  readonly metres: Float64Array;
  readonly counted: number;
  readonly beside: number;
}

/**
 * Follows the counter of a device. Between two changes of it the rider goes at a constant speed, since some devices change it every few
 * seconds alone, or stands before the second one. Where it begins and ends, and in place of a change that nobody could ride, the positions count.
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
  let same = first;
  const stands = Math.max(STANDS_MS, 2 * usualInterval(points, timer));
  for (let index = first + 1; index < points.length; index += 1) {
    const value = points[index]?.distance;
    if (value === undefined) continue;
    last = index;
    const step = value - highest;
    const since = (before: number) => (timer[index] as number) - (timer[before] as number);
    const rideable = (before: number) => step * 1000 <= FASTEST * since(before);
    const ridden = rideable(change);
    if (step === 0) same = index;
    if (step === 0 || (step < 0 && !staysBelow(points, index, highest))) continue;
    if (!ridden && staysBelow(points, index, value)) continue;
    if (ridden && step > 0) counted += step;
    else base += step - (wayAt(index) - wayAt(change));
    metres[index] = value - base;
    const stood = since(change) - since(same) > stands && rideable(same);
    if (stood) metres.fill(metres[change] as number, change, same + 1);
    interpolate(metres, timer, stood ? same : change, index);
    [change, same, highest] = [index, index, value];
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

/** The median time between two changes, in milliseconds of the timer. */
function usualInterval(points: readonly Point[], timer: Float64Array): number {
  const intervals: number[] = [];
  let change = -1;
  for (let index = 0; index < points.length; index += 1) {
    const value = points[index]?.distance;
    if (value === undefined || value === points[change]?.distance) continue;
    if (change !== -1) intervals.push((timer[index] as number) - (timer[change] as number));
    change = index;
  }
  return intervals.sort((a, b) => a - b)[intervals.length >> 1] ?? 0;
}
