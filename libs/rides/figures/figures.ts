import type { Point, Samples } from '../recordings/recording.js';
import type { RideFiguresDto } from '../rides/ride-figures.dto.js';
import { bestPowers, bestTimes } from './bests.js';
import { climbOf } from './climb.js';
import { FASTEST } from './counter.js';
import { type DistanceSource, type Distances, distancesOf } from './distances.js';
import { eachHeld, partsOf, timerOf } from './timer.js';

/** Slower is standing still, in metres a second: less by what adding up rounds. */
const SLOWEST = 0.5 - 1e-9;
/** The highest speed is that of so many milliseconds at least: positions and counters jitter in less. */
const SPEED_MS = 5000;
/** The share of the timer for which values must hold, so that they are averaged by time. */
const LEAST_SHARE = 0.1;

/** The figures of the samples of a ride. A figure that was not measured is null. Without a distance the moving time is that of the timer. */
export interface Figures
  extends Readonly<Omit<RideFiguresDto, 'distanceFrom' | 'heartRateZones' | 'powerZones' | 'ignored'>> {
  readonly distanceFrom: DistanceSource;
}

/** The figures of a ride. @param samples with one point at least */
export function figuresOf(samples: Samples): Figures & { readonly distances: Distances; readonly timer: Float64Array } {
  const { points, device } = samples;
  const timer = timerOf(samples);
  const ridden = partsOf(samples);
  const speed = highestOf(ridden, (point) => point.speed);
  const distances = distancesOf(samples, timer);
  const { from, metres } = distances;
  const distance = (from === 'summary' ? device.distance : metres.at(-1)) ?? 0;
  const movingTime = movingTimeOf(timer, distances);
  const heartRate = averageOf(points, timer, ({ heartRate: rate }) => rate);
  const power = averageOf(points, timer, ({ power: watts }) => watts);
  const [climb, descent] = climbOf(points, timer);
  return {
    distances,
    timer,
    distance,
    distanceFrom: from,
    elapsedTime: ((points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0)) / 1000,
    movingTime,
    climb,
    descent,
    averageSpeed: distance > 0 && distance <= FASTEST * movingTime ? distance / movingTime : null,
    highestSpeed: speed || (highestSpeedOf(points, timer, distances) ?? speed),
    averageHeartRate: heartRate.mean,
    highestHeartRate: highestOf(ridden, ({ heartRate: rate }) => rate),
    averagePower: power.mean,
    highestPower: highestOf(ridden, ({ power: watts }) => watts),
    averageCadence: averageOf(points, timer, ({ cadence }) => cadence).pedalled,
    averageTemperature: averageOf(points, timer, ({ temperature }) => temperature).mean,
    energy: power.work,
    bestPower: bestPowers(points, timer),
    bestTime: bestTimes(points, metres),
  };
}

function movingTimeOf(timer: Float64Array, { from, metres }: Distances): number {
  if (from === 'none' || from === 'summary') return (timer.at(-1) ?? 0) / 1000;
  let total = 0;
  for (let index = 1; index < timer.length; index += 1) {
    const time = (timer[index] as number) - (timer[index - 1] as number);
    const way = (metres[index] as number) - (metres[index - 1] as number);
    if (way * 1000 >= SLOWEST * time) total += time;
  }
  return total / 1000;
}

function highestSpeedOf(points: readonly Point[], timer: Float64Array, { metres }: Distances): number | null {
  let highest: number | null = null;
  if (metres.at(-1) === 0) return null;
  for (let [index, begin] = [1, 0]; index < points.length; index += 1) {
    const end = timer[index] as number;
    while ((timer[begin + 1] as number) <= end - SPEED_MS) begin += 1;
    const time = end - (timer[begin] as number);
    const speed = (((metres[index] as number) - (metres[begin] as number)) * 1000) / time;
    if (time >= SPEED_MS && speed > (highest ?? -1)) highest = speed;
  }
  return highest;
}

function highestOf(
  parts: readonly (readonly Point[])[],
  measured: (point: Point) => number | undefined,
): number | null {
  let highest = Number.NEGATIVE_INFINITY;
  for (const points of parts) for (const point of points) highest = Math.max(highest, measured(point) ?? highest);
  return Number.isFinite(highest) ? highest : null;
}

/** By the time of each value; the mean of all where they have little of the ride, so that two in a row do not speak for it. */
function averageOf(points: readonly Point[], timer: Float64Array, measured: (point: Point) => number | undefined) {
  let [count, sum, turns, time, product, turning] = [0, 0, 0, 0, 0, 0];
  eachHeld(points, timer, measured, (value, milliseconds) => {
    count += 1;
    sum += value;
    time += milliseconds;
    product += value * milliseconds;
    if (value <= 0) return;
    turns += 1;
    turning += milliseconds;
  });
  const held = time > 0 && time >= LEAST_SHARE * (timer.at(-1) ?? 0);
  const over = (times: number, values: number): number | null =>
    held && times > 0 ? product / times : !held && values > 0 ? sum / values : null;
  return { mean: over(time, count), pedalled: over(turning, turns), work: time > 0 ? product / 1e6 : null };
}
