import type { Point } from '../recordings/recording.js';

/** Heights are means over so many seconds before and after: less is the noise of the barometer. */
const HALF = 5;
/** A rise or fall ends where the height turns by so much, in metres. */
const TURN = 2;
/** The most that a ride climbs, in metres: more is noise. */
const HIGHEST_CLIMB = 100_000;
/** Metres a second: a faster change that comes back within so many milliseconds is a drop-out. */
const FASTEST_RISE = 15;
const DROP_OUT_MS = 60_000;
/** Points in which it comes back, at most, however many a second has. */
const DROP_OUT = 1000;

/** Metres up and down, in the time of the timer. */
export function climbOf(points: readonly Point[], timer: Float64Array): [climb: number | null, descent: number | null] {
  const heights = heightsOf(points, timer);
  // All heights are 0 where a ride is at the level of the sea.
  if (heights.length === 0) return points.some(({ elevation }) => elevation === 0) ? [0, 0] : [null, null];
  let [climb, descent, rising]: [number, number, boolean | undefined] = [0, 0, undefined];
  let low = heights[0] as number;
  let high = low;
  for (let second = 0; second < heights.length; second += 1) {
    const height = meanAround(heights, second);
    if (rising !== true && height - low >= TURN) {
      if (rising === false) descent += high - low;
      [rising, high] = [true, height];
    } else if (rising !== false && high - height >= TURN) {
      if (rising === true) climb += high - low;
      [rising, low] = [false, height];
    }
    if (rising !== true) low = Math.min(low, height);
    if (rising !== false) high = Math.max(high, height);
  }
  if (rising === true) climb += high - low;
  if (rising === false) descent += high - low;
  return climb > HIGHEST_CLIMB ? [null, null] : [climb, descent];
}

/** Over fewer seconds where the ride begins and ends. */
function meanAround(heights: Float64Array, second: number): number {
  const half = Math.min(HALF, second, heights.length - 1 - second);
  let sum = 0;
  for (let near = second - half; near <= second + half; near += 1) sum += heights[near] as number;
  return sum / (2 * half + 1);
}

/** The height in each second of the timer, on straight lines, without drop-outs and what rises or falls in a pause. */
function heightsOf(points: readonly Point[], timer: Float64Array): Float64Array {
  const heights = new Float64Array(Math.floor((timer.at(-1) ?? 0) / 1000) + 1);
  let [before, level, last, height]: [Point | undefined, number, number, number] = [undefined, 0, 0, 0];
  let [first, second, back] = [0, 0, 0];
  for (let index = 0; index < points.length; index += 1) {
    const point = points[index] as Point;
    const { at, elevation } = point;
    // Devices write 0 until they have a height.
    if (elevation === undefined || (!before && elevation === 0)) continue;
    if (before && index >= back) back = endOfDropOut(points, before, index);
    if (index < back) continue;
    const time = timer[index] as number;
    if (!before) first = second = Math.ceil(time / 1000);
    else if (at - before.at > time - last) level += (before.elevation as number) - elevation;
    const rise = before ? (elevation + level - height) / (time - last) : 0;
    for (; second * 1000 <= time; second += 1)
      heights[second] = before ? height + rise * (second * 1000 - last) : elevation;
    [before, last, height] = [point, time, elevation + level];
  }
  return heights.subarray(first, second);
}

/** @returns where the height is back; 0 where none drops out */
function endOfDropOut(points: readonly Point[], before: Point, index: number): number {
  const [{ at, elevation = 0 }, height] = [points[index] as Point, before.elevation as number];
  const jump = Math.abs(elevation - height);
  if (jump * 1000 <= FASTEST_RISE * (at - before.at)) return 0;
  const within = Math.min(points.length, index + DROP_OUT);
  for (let next = index + 1; next < within && (points[next] as Point).at - at <= DROP_OUT_MS; next += 1)
    if (Math.abs((points[next]?.elevation ?? Number.POSITIVE_INFINITY) - height) < jump / 2) return next;
  return 0;
}
