import { MOST_POINTS, type Point, RecordingRefused } from './recording.js';

/** A ride is not longer, in milliseconds. */
export const LONGEST_MS = 14 * 24 * 3600_000;

/** Points out of order, at most: where a clock was set back by more, they are left out. */
const MOST_BEHIND = 1000;

/**
 * Points in the order of time. One that is before the one before it is left out: clocks jump back. Points of one moment are one, with the
 * first value of each kind. Where more points in a row are out of order than it takes to leave out of those before, these were wrong: one
 * damaged time does not cost the rest of the ride.
 */
export class OrderedPoints {
  readonly points: Point[] = [];
  /** Points left out. */
  ignored = 0;
  /** Points left out that are later than a ride is long. */
  impossible = 0;
  /** Points out of order since the last point, each after the one before. */
  private behind: Point[] = [];

  /** @param joint milliseconds within which they go on where the segment before them ends */
  constructor(readonly joint: number) {}

  /** @throws RecordingRefused `too_many_points` */
  place(point: Point): void {
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

  forgetBehind(): void {
    const [first, last] = [this.behind[0], this.points.at(-1)];
    if (first && last && first.at > last.at) this.impossible += this.behind.length;
    else this.ignored += this.behind.length;
    this.behind = [];
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

  private push(point: Point): void {
    if (this.points.length === MOST_POINTS) throw new RecordingRefused('too_many_points');
    this.points.push(point);
  }
}

/** Whether a point may come after another one, or is the first. */
function follows({ at }: Point, last: Point | undefined): boolean {
  return !last || (at > last.at && at - last.at <= LONGEST_MS);
}
