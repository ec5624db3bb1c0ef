import type { Point } from '../recordings/recording.js';

/** WGS 84: half of the equator’s axis in metres, and the square of the eccentricity. */
const AXIS = 6_378_137;
const ECCENTRICITY = 0.00669437999014;
const RADIANS = Math.PI / 180;

/** Metres from the centre of the earth. */
export type Position = readonly [x: number, y: number, z: number];

/**
 * Where a point is on the ellipsoid, at the level of the sea. The straight line between two of them is as long as the way on the
 * ellipsoid to a millionth over 10 km, also over a pole and the date line.
 */
export function positionOf({ latitude, longitude }: Point): Position | undefined {
  if (latitude === undefined || longitude === undefined) return undefined;
  const [sine, cosine] = [Math.sin(latitude * RADIANS), Math.cos(latitude * RADIANS)];
  const radius = AXIS / Math.sqrt(1 - ECCENTRICITY * sine * sine);
  return [
    radius * cosine * Math.cos(longitude * RADIANS),
    radius * cosine * Math.sin(longitude * RADIANS),
    radius * (1 - ECCENTRICITY) * sine,
  ];
}

/** Metres. */
export function between(a: Position, b: Position): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
