import { MOST_POINTS, type Point, RecordingRefused, type Span } from './recording.js';
import { type Segment, spansOfSegments } from './spans.js';

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
/** A ride is not longer, in milliseconds. */
const LONGEST_MS = 14 * 24 * 3600_000;

/** Points out of order, at most: where a clock was set back by more, they are left out. */
const MOST_BEHIND = 1000;

/**
 * Collects the points of a ride in the order of time. A value out of its range is left out, and so is a point without a time, with an
 * impossible one, or before the one before: clocks that jump back. Points of one moment are one, with the first value of each kind.
 * Where more points in a row are out of order than it takes to leave out of those before, these were wrong: one damaged time does not
 * cost the rest of the ride.
 */
export class CheckedPoints {
  private readonly segments: Segment[] = [];
  private readonly points: Point[] = [];
  /** Those out of order since the last point, each after the one before. */
  private behind: Point[] = [];
  private ignored = 0;
  /** Those outside of all rides, or of this one. */
  private impossible = 0;

  constructor(private readonly now: number) {}

  /** @param joint milliseconds within which the points that are added next go on where those before end */
  divide(joint: number): void {
    this.segments.push({ points: [], joint });
  }

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
    this.segments.at(-1)?.points.push(this.checked(at, raw));
  }

  /**
   * The points, after the segments were sorted by time: merged files have them in any order.
   *
   * @throws RecordingRefused `too_many_points`; `impossible_time` where no more points are possible than not, or the ride is too long
   */
  finish(): { readonly points: readonly Point[]; readonly spans: readonly Span[]; readonly ignored: number } {
    const segments = this.segments.sort((a, b) => beginOf(a) - beginOf(b));
    for (const segment of segments) for (const point of segment.points) this.place(point);
    this.forgetBehind();
    const { points, impossible, ignored } = this;
    const [first, last] = [points[0], points.at(-1)];
    const tooLong = first && last && last.at - first.at > LONGEST_MS;
    if (tooLong || (impossible > 0 && impossible >= points.length)) throw new RecordingRefused('impossible_time');
    return { points, spans: spansOfSegments(points, segments), ignored: ignored + impossible };
  }

  private place(point: Point): void {
    const last = this.behind.at(-1) ?? this.points.at(-1);
    if (last?.at === point.at) Object.assign(last, { ...point, ...last });
    else if (follows(point, this.points.at(-1))) {
      this.forgetBehind();
      this.push(point);
    } else {
      const same = this.points[this.countBefore(point.at)];
      if (same?.at === point.at) Object.assign(same, { ...point, ...same });
      else this.setBehind(point);
    }
  }

  private setBehind(point: Point): void {
    if (!follows(point, this.behind.at(-1)) || this.behind.length === MOST_BEHIND) this.forgetBehind();
    this.behind.push(point);
    const [first] = this.behind as [Point];
    const before = this.countBefore(first.at);
    // Where it does not follow the one before it, it follows none of them.
    const kept = follows(first, this.points[before - 1]) ? before : 0;
    const wrong = this.points.length - kept;
    if (wrong >= this.behind.length) return;
    this.points.length = kept;
    this.ignored += wrong;
    for (const each of this.behind.splice(0)) this.push(each);
  }

  /** How many points are before a time, found in few steps: each of many points behind others asks for it. */
  private countBefore(time: number): number {
    let [from, to] = [0, this.points.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.points[middle] as Point).at < time) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  private forgetBehind(): void {
    const [first, last] = [this.behind[0], this.points.at(-1)];
    if (first && last && first.at > last.at) this.impossible += this.behind.length;
    else this.ignored += this.behind.length;
    this.behind = [];
  }

  private push(point: Point): void {
    if (this.points.length === MOST_POINTS) throw new RecordingRefused('too_many_points');
    this.points.push(point);
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

/** The middle of the first three times: one of them may be damaged. */
function beginOf({ points: [first, second = first, third = first] }: Segment): number {
  const [a, b, c] = [first?.at ?? 0, second?.at ?? 0, third?.at ?? 0];
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/** Whether a point may come after another one, or is the first. */
function follows({ at }: Point, last: Point | undefined): boolean {
  return !last || (at > last.at && at - last.at <= LONGEST_MS);
}

function within(value: number | undefined, [least, most]: readonly [number, number]): value is number {
  return value !== undefined && value >= least && value <= most;
}
