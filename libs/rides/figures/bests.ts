import type { Point } from '../recordings/recording.js';

/** A longer time without a point is a pause of the recording, in seconds. */
export const LONGEST_GAP = 30;

/** Watts of the best 1, 5, 20 and 60 minutes; null where the ride is shorter. */
export type BestPowers = { readonly [K in '1' | '5' | '20' | '60']: number | null };
/** Seconds of the best 1, 10 and 40 km. */
export type BestTimes = { readonly [K in '1' | '10' | '40']: number | null };

/** The best mean power of each length: time without a point for 30 s or more counts as no power. */
export function bestPowers(points: readonly Point[]): BestPowers {
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const measured = points.some(({ power }) => power !== undefined);
  const length = measured ? Math.round((last - first) / 1000) : 0;
  // Joules since the beginning, after each second.
  const work = new Float64Array(length + 1);
  for (let index = 1, second = 0; index < points.length && measured; index += 1) {
    const { at, power = 0 } = points[index] as Point;
    const until = Math.round((at - first) / 1000);
    const watts = until - second < LONGEST_GAP ? power : 0;
    for (; second < until; second += 1) work[second + 1] = (work[second] as number) + watts;
  }
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
