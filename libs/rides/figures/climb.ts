import type { Point } from '../recordings/recording.js';

/** Heights are means over so many seconds before and after: less is the noise of the barometer. */
const HALF = 5;
/** A rise or fall ends where the height turns by so much, in metres. */
const TURN = 2;
/** Nobody climbs higher in a ride, in metres: more is noise. */
const HIGHEST_CLIMB = 100_000;
/** Metres a second: a faster change that comes back within so many milliseconds is a drop-out. */
const FASTEST_RISE = 15;
const DROP_OUT_MS = 60_000;
/** Points in which it comes back, at most, however many a second has. */
const DROP_OUT = 1000;

/** Metres up and down, in the time of the timer. */
export function climbOf(points: readonly Point[], timer: Float64Array): [climb: number | null, descent: number | null] {
  const { times, heights } = heightsOf(points, timer);
  if (heights.length === 0) return [null, null];
  const means = meansOf(times, heights);
  let [climb, descent, rising]: [number, number, boolean | undefined] = [0, 0, undefined];
  let low = means[0] as number;
  let high = low;
  for (const height of means) {
    if (rising !== true && height - low >= TURN) {
      if (rising === false) descent += high - low;
      [rising, high] = [true, height];
    } else if (rising !== false && high - height >= TURN) {
      if (rising === true) climb += high - low;
      [rising, low] = [false, height];
    } else if (rising === undefined) [low, high] = [Math.min(low, height), Math.max(high, height)];
    else if (rising) high = Math.max(high, height);
    else low = Math.min(low, height);
  }
  if (rising === true) climb += high - low;
  if (rising === false) descent += high - low;
  return climb > HIGHEST_CLIMB ? [null, null] : [climb, descent];
}

/** The heights without drop-outs, and without what rises or falls in a pause. */
function heightsOf(points: readonly Point[], timer: Float64Array) {
  const [times, heights]: [number[], number[]] = [[], []];
  let [before, level]: [Point | undefined, number] = [undefined, 0];
  for (let index = 0; index < points.length; index += 1) {
    const point = points[index] as Point;
    const { at, elevation } = point;
    // Devices write 0 until they have a height.
    if (elevation === undefined || (!before && elevation === 0)) continue;
    if (before && dropsOut(points, before, index)) continue;
    const time = timer[index] as number;
    if (before && at - before.at > time - (times.at(-1) as number)) level += (before.elevation as number) - elevation;
    times.push(time);
    heights.push(elevation + level);
    before = point;
  }
  return { times, heights };
}

function dropsOut(points: readonly Point[], before: Point, index: number): boolean {
  const [{ at, elevation = 0 }, height] = [points[index] as Point, before.elevation as number];
  const jump = Math.abs(elevation - height);
  if (jump * 1000 <= FASTEST_RISE * (at - before.at)) return false;
  const within = Math.min(points.length, index + DROP_OUT);
  for (let next = index + 1; next < within && (points[next] as Point).at - at <= DROP_OUT_MS; next += 1)
    if (Math.abs((points[next]?.elevation ?? Number.POSITIVE_INFINITY) - height) < jump / 2) return true;
  return false;
}

/** The mean around each second of the timer, of the straight lines between heights; shorter where the ride begins and ends. */
function meansOf(times: readonly number[], heights: readonly number[]): Float64Array {
  const begin = times[0] as number;
  const length = Math.round(((times.at(-1) as number) - begin) / 1000);
  const sums = new Float64Array(length + 2);
  for (let [second, place] = [0, 0]; second <= length; second += 1) {
    const time = begin + second * 1000;
    while (place < times.length - 2 && (times[place + 1] as number) < time) place += 1;
    const [from, height] = [times[place] as number, heights[place] as number];
    const [to, next] = [times[place + 1] ?? from, heights[place + 1] ?? height];
    const share = to > from ? Math.min(1, (time - from) / (to - from)) : 0;
    sums[second + 1] = (sums[second] as number) + height + share * (next - height);
  }
  return Float64Array.from({ length: length + 1 }, (_, second) => {
    const half = Math.min(HALF, second, length - second);
    return ((sums[second + half + 1] as number) - (sums[second - half] as number)) / (2 * half + 1);
  });
}
