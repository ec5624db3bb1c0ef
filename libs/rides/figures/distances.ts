import type { Point, Samples } from '../recordings/recording.js';
import { FASTEST, followCounter } from './counter.js';
import { between, type Position, positionOf } from './positions.js';
import { interpolate } from './timer.js';

/** So many positions in a row that nobody could reach are right, and the one before them was wrong. */
const MOST_UNREACHABLE = 10;
/** Metres by positions from which a counter that shows less than half of them is a broken one. */
const BROKEN_FROM = 1000;

export type DistanceSource = 'device' | 'positions' | 'summary' | 'none';

/** How far the rider had come at each point. */
export interface Distances {
  readonly from: DistanceSource;
  /** Metres since the beginning, for each point; never less than before. All are 0 where the device names the sum alone. */
  readonly metres: Float64Array;
}

/**
 * The way by the counter of the device, which its wheel or its own filters move; before it begins, where it begins again and after it
 * ends, and without one, the way from position to position.
 *
 * @param timer of `timerOf`
 */
export function distancesOf({ points, indoors, device }: Samples, timer: Float64Array): Distances {
  const way = followPositions(points, timer);
  const total = way.at(-1) ?? 0;
  const counter = followCounter(points, timer, way);
  if (counter) {
    const { metres, counted, beside } = counter;
    const broken = !indoors && beside > BROKEN_FROM && counted < beside / 2;
    if (counted > 0 && !broken) return { from: 'device', metres };
  }
  if (total > 0 && !(counter && indoors)) return { from: 'positions', metres: way };
  return { from: device.distance === undefined ? 'none' : 'summary', metres: way.fill(0) };
}

/**
 * The way from position to position. A position that nobody could have reached is left out, and where positions are missing the way
 * is the straight line to the next one. A pause adds nothing: no more of a line that contains one was ridden than at the mean speed before.
 */
function followPositions(points: readonly Point[], timer: Float64Array): Float64Array {
  const metres = new Float64Array(points.length);
  let [last, unreachable] = [-1, 0];
  let lastPosition: Position | undefined;
  for (let index = 0; index < points.length; index += 1) {
    const point = points[index] as Point;
    const position = positionOf(point);
    if (!position) continue;
    if (lastPosition) {
      const time = (timer[index] as number) - (timer[last] as number);
      const paused = point.at - (points[last] as Point).at > time;
      const [line, before] = [between(lastPosition, position), timer[last] || Number.POSITIVE_INFINITY];
      const way = paused ? Math.min(line, ((metres[last] as number) / before) * time) : line;
      const reached = way * 1000 <= FASTEST * time;
      if (!reached && unreachable < MOST_UNREACHABLE) {
        unreachable += 1;
        continue;
      }
      metres[index] = (metres[last] as number) + (reached ? way : 0);
      interpolate(metres, timer, last, index);
    }
    [last, lastPosition, unreachable] = [index, position, 0];
  }
  if (last !== -1) metres.fill(metres[last] as number, last);
  return metres;
}
