import type { Point } from '../recordings/recording.js';
import { eachHeld } from './timer.js';

/** Watts of the best 1, 5, 20 and 60 minutes; null where the ride is shorter. */
export type BestPowers = { readonly [K in '1' | '5' | '20' | '60']: number | null };
/** Seconds of the best 1, 10 and 40 km. */
export type BestTimes = { readonly [K in '1' | '10' | '40']: number | null };

/** The best mean power of each length of the timer: a gap of over 30 s counts as no power. */
export function bestPowers(points: readonly Point[], timer: Float64Array): BestPowers {
  const measured = points.some(({ power }) => power !== undefined);
  const length = measured ? Math.round((timer.at(-1) ?? 0) / 1000) : 0;
  // Joules since the beginning, after each second.
  const work = new Float64Array(length + 1);
  let second = 0;
  const hold = (watts: number, until: number) => {
    for (; second < until; second += 1) work[second + 1] = (work[second] as number) + watts;
  };
  eachHeld(
    points,
    timer,
    ({ power }) => power,
    (watts, milliseconds, until) => hold(milliseconds > 0 ? watts : 0, Math.round(until / 1000)),
  );
  hold(0, length);
  const best = (minutes: number): number | null => {
    const span = minutes * 60;
    if (length < span) return null;
    let most = 0;
    for (let end = span; end <= length; end += 1)
      most = Math.max(most, (work[end] as number) - (work[end - span] as number));
    return most / span;
  };
  return { 1: best(1), 5: best(5), 20: best(20), 60: best(60) };
}

/** The shortest time of each distance, pauses counted; where it begins and ends between two points, at a constant speed. */
export function bestTimes(points: readonly Point[], metres: Float64Array): BestTimes {
  const best = (kilometres: number): number | null => {
    const span = kilometres * 1000;
    let [shortest, begin]: [number | null, number] = [null, 0];
    for (let end = 1; end < points.length; end += 1) {
      const from = (metres[end] as number) - span;
      if (from < 0) continue;
      while ((metres[begin + 1] as number) <= from) begin += 1;
      const share = (from - (metres[begin] as number)) / ((metres[begin + 1] as number) - (metres[begin] as number));
      const [before, after] = [(points[begin] as Point).at, (points[begin + 1] as Point).at];
      const seconds = ((points[end] as Point).at - before - share * (after - before)) / 1000;
      if (shortest === null || seconds < shortest) shortest = seconds;
    }
    return shortest;
  };
  return { 1: best(1), 10: best(10), 40: best(40) };
}
