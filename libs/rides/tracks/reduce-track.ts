import { type Position, positionOf } from '../figures/positions.js';
import type { Point } from '../recordings/recording.js';

/** A stretch between two points that are kept, and the point of it that is farthest from the straight line. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly farthest: number;
  readonly metres: number;
}

/**
 * Which points are kept so that the line changes least: that which is farthest from the line of those kept is added, until there
 * are so many (Ramer, Douglas and Peucker). Without positions, evenly many of all.
 *
 * @param most at least 2
 * @returns indices, rising
 */
export function reduceTrack(points: readonly Point[], most: number): number[] {
  const places = points.flatMap((point, index) => {
    const position = positionOf(point);
    return position ? [{ index, position }] : [];
  });
  if (places.length < 2) return evenly(points.length, most);
  const positions = places.map(({ position }) => position);
  const kept = new Set([0, places.length - 1]);
  const stretches = [stretch(positions, 0, places.length - 1)];
  while (kept.size < most) {
    let widest = 0;
    for (const [index, { metres }] of stretches.entries())
      if (metres > (stretches[widest]?.metres ?? 0)) widest = index;
    const split = stretches[widest];
    if (!split || split.metres === 0) break;
    kept.add(split.farthest);
    stretches[widest] = stretch(positions, split.from, split.farthest);
    stretches.push(stretch(positions, split.farthest, split.to));
  }
  return [...kept].sort((a, b) => a - b).map((place) => places[place]?.index ?? 0);
}

function evenly(length: number, most: number): number[] {
  if (length <= most) return Array.from({ length }, (_, index) => index);
  return Array.from({ length: most }, (_, index) => Math.round((index * (length - 1)) / (most - 1)));
}

function stretch(positions: readonly Position[], from: number, to: number): Stretch {
  const [a, b] = [positions[from] as Position, positions[to] as Position];
  const way = minus(b, a);
  const square = dot(way, way);
  let [farthest, most] = [from, 0];
  for (let index = from + 1; index < to; index += 1) {
    const here = minus(positions[index] as Position, a);
    const share = square === 0 ? 0 : Math.min(1, Math.max(0, dot(here, way) / square));
    const aside = minus(here, [way[0] * share, way[1] * share, way[2] * share]);
    const metres = dot(aside, aside);
    if (metres > most) [farthest, most] = [index, metres];
  }
  return { from, to, farthest, metres: Math.sqrt(most) };
}

const minus = (a: Position, b: Position): Position => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const dot = (a: Position, b: Position): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
