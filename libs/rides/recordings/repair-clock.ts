import { EARLIEST } from './checked-points.js';
import type { DeviceFigures } from './recording.js';

/** A clock that jumps by more was set, in milliseconds. */
const JUMP_MS = 3_600_000;
/** A gap up to which the session is believed: riders pause for hours, and not for days. */
export const DAY_MS = 24 * JUMP_MS;

/**
 * Takes the jumps out of the times of a FIT whose clock was set during the ride, as satellites do. Its session says when the ride began
 * and how long it took: a pause is part of the latter, a jump is not.
 *
 * @param times of the records in their order, which are changed; NaN where there is none
 * @param stops how often the timer stopped: where it did once, at the end, no pause of a day is longer than the timer says
 * @returns whether there was a jump
 */
export function repairClock(
  times: Float64Array,
  began: number | undefined,
  { elapsedTime, movingTime }: DeviceFigures,
  stops: number,
): boolean {
  let [jumps, back, between, longest, elapsed, last] = [0, false, 0, 0, 0, Number.NaN];
  for (const at of times) {
    if (Number.isNaN(at)) continue;
    const step = at - last || 0;
    if (Math.abs(step) <= JUMP_MS) between += step;
    else jumps += 1;
    back ||= step < -JUMP_MS;
    longest = Math.max(longest, Math.abs(step));
    elapsed += step;
    last = at;
  }
  const seconds = stops === 1 && longest > DAY_MS ? movingTime : (elapsedTime ?? movingTime);
  if (began === undefined || began < EARLIEST || seconds === undefined) return false;
  if (jumps === 0 || (!back && elapsed <= seconds * 1000 + JUMP_MS)) return false;
  const pause = Math.min(Math.max(0, (seconds * 1000 - between) / jumps), JUMP_MS);
  let [before, shift] = [Number.NaN, Number.NaN];
  for (const [index, at] of times.entries()) {
    if (Number.isNaN(at)) continue;
    if (Number.isNaN(before)) shift = Math.abs(at - began) > JUMP_MS ? began - at : 0;
    else if (Math.abs(at - before) > JUMP_MS) shift += before + pause - at;
    before = at;
    times[index] = at + shift;
  }
  return true;
}
