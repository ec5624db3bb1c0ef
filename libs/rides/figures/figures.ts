import type { Point } from '../recordings/recording.js';
import type { RideFiguresDto } from '../rides/ride-figures.dto.js';
import { bestPowers, bestTimes, LONGEST_GAP } from './bests.js';
import { type DistanceSource, type Distances, distancesOf } from './distances.js';

/** Slower is standing still, in metres a second. */
const SLOWEST = 0.5;
/** A rise or fall counts once it is so high, in metres: less is the barometer’s noise. */
const SMOOTHING = 3;
/** Nobody climbs higher in a ride, in metres: what comes to more is noise. */
const HIGHEST_CLIMB = 100_000;

/**
 * What the points of a ride come to. A figure that was not measured is null. Without a distance the moving time is the seconds in
 * which points follow within 30 s; the highest speed is the device’s, else that between two points.
 */
export interface Figures
  extends Readonly<Omit<RideFiguresDto, 'distanceFrom' | 'heartRateZones' | 'powerZones' | 'ignored'>> {
  readonly distanceFrom: DistanceSource;
}

/** The figures of a ride. @param points at least one */
export function figuresOf(points: readonly Point[]): Figures & { readonly distances: Distances } {
  const distances = distancesOf(points);
  const { from, metres } = distances;
  const distance = metres.at(-1) ?? 0;
  const movingTime = movingTimeOf(points, distances);
  const heartRate = averageOf(points, ({ heartRate: rate }) => rate);
  const power = averageOf(points, ({ power: watts }) => watts);
  const [climb, descent] = climbOf(points);
  return {
    distances,
    distance,
    distanceFrom: from,
    elapsedTime: ((points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0)) / 1000,
    movingTime,
    climb,
    descent,
    averageSpeed: distance > 0 && movingTime > 0 ? distance / movingTime : null,
    highestSpeed: highestSpeedOf(points, distances),
    averageHeartRate: heartRate.mean,
    highestHeartRate: heartRate.highest,
    averagePower: power.mean,
    highestPower: power.highest,
    averageCadence: averageOf(points, ({ cadence }) => cadence || undefined).mean,
    averageTemperature: averageOf(points, ({ temperature }) => temperature).mean,
    energy: power.mean === null ? null : (power.mean * power.seconds) / 1000,
    bestPower: bestPowers(points),
    bestTime: bestTimes(points, metres),
  };
}

const secondsBefore = (points: readonly Point[], index: number): number =>
  index === 0 ? 0 : ((points[index] as Point).at - (points[index - 1] as Point).at) / 1000;

function movingTimeOf(points: readonly Point[], { from, metres }: Distances): number {
  let total = 0;
  for (let index = 1; index < points.length; index += 1) {
    const seconds = secondsBefore(points, index);
    const way = (metres[index] as number) - (metres[index - 1] as number);
    if (from === 'none' ? seconds <= LONGEST_GAP : way >= SLOWEST * seconds) total += seconds;
  }
  return total;
}

function highestSpeedOf(points: readonly Point[], { from, metres }: Distances): number | null {
  let highest: number | null = null;
  for (const { speed } of points) if (speed !== undefined && speed > (highest ?? -1)) highest = speed;
  if (highest !== null || from === 'none') return highest;
  for (let index = 1; index < points.length; index += 1) {
    const speed = ((metres[index] as number) - (metres[index - 1] as number)) / secondsBefore(points, index);
    if (speed > (highest ?? -1)) highest = speed;
  }
  return highest;
}

/** A value counts for the time since the point before, if that is no pause. A lone point counts for a second. */
function averageOf(points: readonly Point[], measured: (point: Point) => number | undefined) {
  let [seconds, sum, highest]: [number, number, number | null] = [0, 0, null];
  for (const [index, point] of points.entries()) {
    const value = measured(point);
    if (value === undefined) continue;
    highest = Math.max(highest ?? value, value);
    const since = secondsBefore(points, index);
    const weight = since > 0 && since <= LONGEST_GAP ? since : 1;
    seconds += weight;
    sum += value * weight;
  }
  return { mean: seconds > 0 ? sum / seconds : null, highest, seconds };
}

function climbOf(points: readonly Point[]): [climb: number | null, descent: number | null] {
  let [climb, descent, reference]: [number, number, number | undefined] = [0, 0, undefined];
  for (const { elevation } of points) {
    if (elevation === undefined) continue;
    reference ??= elevation;
    const rise = elevation - reference;
    if (Math.abs(rise) < SMOOTHING) continue;
    if (rise > 0) climb += rise;
    else descent -= rise;
    reference = elevation;
  }
  return reference === undefined || climb > HIGHEST_CLIMB ? [null, null] : [climb, descent];
}
