import { positionOf } from '../figures/positions.js';
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
  const coordinates = new Float64Array(3 * places.length);
  for (const [place, { position }] of places.entries()) coordinates.set(position, 3 * place);
  const kept = new Set([0, places.length - 1]);
  const stretches = [stretch(coordinates, 0, places.length - 1)];
  while (kept.size < most) {
    const split = stretches.reduce((widest, each) => (each.metres > widest.metres ? each : widest));
    if (split.metres === 0) break;
    kept.add(split.farthest);
    stretches[stretches.indexOf(split)] = stretch(coordinates, split.from, split.farthest);
    stretches.push(stretch(coordinates, split.farthest, split.to));
  }
  return [...kept].sort((a, b) => a - b).map((place) => places[place]?.index ?? 0);
}

function evenly(length: number, most: number): number[] {
  if (length <= most) return Array.from({ length }, (_, index) => index);
  return Array.from({ length: most }, (_, index) => Math.round((index * (length - 1)) / (most - 1)));
}

/** @param coordinates x, y and z of each place, one after the other, since a ride has thousands */
function stretch(coordinates: Float64Array, from: number, to: number): Stretch {
  const of = (place: number, axis: number) => coordinates[3 * place + axis] as number;
  const [x, y, z] = [of(from, 0), of(from, 1), of(from, 2)];
  const [wayX, wayY, wayZ] = [of(to, 0) - x, of(to, 1) - y, of(to, 2) - z];
  const square = wayX * wayX + wayY * wayY + wayZ * wayZ || 1;
  let farthest = from;
  let most = 0;
  for (let place = from + 1; place < to; place += 1) {
    const hereX = of(place, 0) - x;
    const hereY = of(place, 1) - y;
    const hereZ = of(place, 2) - z;
    const share = (hereX * wayX + hereY * wayY + hereZ * wayZ) / square;
    const within = share < 0 ? 0 : share > 1 ? 1 : share;
    const asideX = hereX - wayX * within;
    const asideY = hereY - wayY * within;
    const asideZ = hereZ - wayZ * within;
    const metres = asideX * asideX + asideY * asideY + asideZ * asideZ;
    if (metres > most) {
      farthest = place;
      most = metres;
    }
  }
  return { from, to, farthest, metres: Math.sqrt(most) };
}
