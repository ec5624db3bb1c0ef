import type { Point } from '../recordings/recording.js';
import { between, type Position, positionOf } from './positions.js';

/** Faster than a bicycle goes, in metres a second. */
const FASTEST = 50;
/** So many positions in a row that nobody could reach are right, and the one before them was wrong. */
const MOST_UNREACHABLE = 10;

export type DistanceSource = 'positions' | 'device' | 'none';

/** How far the rider had come at each point. */
export interface Distances {
  readonly from: DistanceSource;
  /** Metres since the beginning, for each point; never less than before. */
  readonly metres: Float64Array;
}

/**
 * The way from position to position. A position that nobody could have reached is passed over, and where positions are missing the
 * way is the straight line to the next one. Without two positions the device’s distance counts.
 */
export function distancesOf(points: readonly Point[]): Distances {
  const metres = new Float64Array(points.length);
  const total = followPositions(points, metres);
  if (total > 0) return { from: 'positions', metres };
  const from = followDevice(points, metres) > 0 ? 'device' : 'none';
  return { from, metres };
}

function followPositions(points: readonly Point[], metres: Float64Array): number {
  let [total, unreachable] = [0, 0];
  let last: { readonly position: Position; readonly at: number } | undefined;
  for (const [index, point] of points.entries()) {
    const position = positionOf(point);
    if (position) {
      const way = last ? between(last.position, position) : 0;
      const reached = !last || way <= (FASTEST * (point.at - last.at)) / 1000;
      if (reached || unreachable === MOST_UNREACHABLE) {
        if (reached) total += way;
        last = { position, at: point.at };
        unreachable = 0;
      } else unreachable += 1;
    }
    metres[index] = total;
  }
  return total;
}

/** A device that begins again at 0 in the ride goes on from there. */
function followDevice(points: readonly Point[], metres: Float64Array): number {
  let [total, last]: [number, number | undefined] = [0, undefined];
  for (const [index, { distance }] of points.entries()) {
    if (distance !== undefined) {
      total += Math.max(0, distance - (last ?? distance));
      last = distance;
    }
    metres[index] = total;
  }
  return total;
}
