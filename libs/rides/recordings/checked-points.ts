import { MOST_POINTS, type Point, RecordingRefused } from './recording.js';

/** A moment as a file says it, nothing of it checked. */
export type RawPoint = { readonly [K in keyof Point]?: number | undefined };

const ranges = {
  elevation: [-500, 9000],
  distance: [0, 2_000_000],
  speed: [0, 50],
  heartRate: [20, 250],
  power: [0, 2500],
  cadence: [0, 250],
  temperature: [-50, 70],
} as const satisfies {
  readonly [K in keyof Omit<Point, 'at' | 'latitude' | 'longitude'>]-?: readonly [number, number];
};
const measured = Object.entries(ranges) as [keyof typeof ranges, readonly [number, number]][];

/** The first day of which there are recordings of satellites. */
const EARLIEST = Date.UTC(1995, 0, 1);
/** By how much a device’s clock may be ahead, in milliseconds. */
const AHEAD_MS = 24 * 3600_000;
/** A ride is not longer, in milliseconds. */
const LONGEST_MS = 14 * 24 * 3600_000;

/**
 * Collects the points of a ride. A value out of its range is left out, and so is a point without a time or not after the one
 * before: clocks that jump back, and times that repeat.
 */
export class CheckedPoints {
  readonly points: Point[] = [];
  /** Points and values that were left out. */
  ignored = 0;

  constructor(private readonly now: number) {}

  /** @throws RecordingRefused `too_many_points`, `impossible_time` */
  add(raw: RawPoint): void {
    const { at, latitude, longitude } = raw;
    const last = this.points.at(-1);
    if (at === undefined || !Number.isFinite(at) || (last && at <= last.at)) {
      this.ignored += 1;
      return;
    }
    if (at < EARLIEST || at > this.now + AHEAD_MS) throw new RecordingRefused('impossible_time');
    if (at - (this.points[0]?.at ?? at) > LONGEST_MS) throw new RecordingRefused('impossible_time');
    if (this.points.length === MOST_POINTS) throw new RecordingRefused('too_many_points');
    const point: { -readonly [K in keyof Point]: Point[K] } = { at };
    if (within(latitude, [-90, 90]) && within(longitude, [-180, 180]) && (latitude !== 0 || longitude !== 0)) {
      point.latitude = latitude;
      point.longitude = longitude;
    } else if (latitude !== undefined || longitude !== undefined) this.ignored += 1;
    for (const [name, range] of measured) {
      const value = raw[name];
      if (within(value, range)) point[name] = value;
      else if (value !== undefined) this.ignored += 1;
    }
    this.points.push(point);
  }
}

function within(value: number | undefined, [least, most]: readonly [number, number]): value is number {
  return value !== undefined && value >= least && value <= most;
}
