import { LONGEST_MS, OrderedPoints } from './ordered-points.js';
import { type Point, RecordingRefused, type Span } from './recording.js';
import { spansOfSegments } from './spans.js';

/** A moment as a file says it, nothing of it checked. */
export type RawPoint = { readonly [K in keyof Point]?: number | undefined };

const ranges = {
  // A FIT writes −500 m while the barometer is not ready.
  elevation: [-499, 9000],
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
export const EARLIEST = Date.UTC(1995, 0, 1);
/** By how much a device’s clock may be ahead, in milliseconds. */
const AHEAD_MS = 24 * 3600_000;

/** Collects the points of a ride, in the segments of its file. A value out of its range is left out, and so is a point without a time. */
export class CheckedPoints {
  private readonly segments: OrderedPoints[] = [];
  private ignored = 0;
  /** Points outside of all rides. */
  private impossible = 0;

  constructor(private readonly now: number) {}

  /** @param joint milliseconds within which the points that are added next go on where those before end */
  divide(joint: number): void {
    this.segments.push(new OrderedPoints(joint));
  }

  /** @throws RecordingRefused `too_many_points` */
  add(raw: RawPoint): void {
    const { at } = raw;
    if (at === undefined || !Number.isFinite(at)) {
      this.ignored += 1;
      return;
    }
    if (at < EARLIEST || at > this.now + AHEAD_MS) {
      this.impossible += 1;
      return;
    }
    if (this.segments.length === 0) this.divide(0);
    this.segments.at(-1)?.place(this.checked(at, raw));
  }

  /**
   * The points, after the segments were sorted by time: merged files have them in any order.
   *
   * @throws RecordingRefused `too_many_points`; `impossible_time` where no more points are possible than not, or the ride is too long
   */
  finish(): { readonly points: readonly Point[]; readonly spans: readonly Span[]; readonly ignored: number } {
    const segments = this.segments.sort((a, b) => (a.points[0]?.at ?? 0) - (b.points[0]?.at ?? 0));
    const [first = new OrderedPoints(0), ...others] = segments;
    const whole = others.length > 0 ? new OrderedPoints(0) : first;
    if (others.length > 0) for (const { points } of segments) for (const point of points) whole.place(point);
    let { ignored, impossible } = this;
    for (const part of new Set([...segments, whole])) {
      part.forgetBehind();
      ignored += part.ignored;
      impossible += part.impossible;
    }
    const { points } = whole;
    const tooLong = (points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0) > LONGEST_MS;
    if (tooLong || (impossible > 0 && impossible >= points.length)) throw new RecordingRefused('impossible_time');
    return { points, spans: spansOfSegments(points, segments), ignored: ignored + impossible };
  }

  private checked(at: number, { latitude, longitude, ...raw }: RawPoint): Point {
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
    return point;
  }
}

function within(value: number | undefined, [least, most]: readonly [number, number]): value is number {
  return value !== undefined && value >= least && value <= most;
}
