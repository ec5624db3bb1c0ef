import type { Point, Samples } from '../recordings/recording.js';

/** How long the timer had run at each point, in milliseconds: pauses add none. */
export function timerOf({ points, spans }: Pick<Samples, 'points' | 'spans'>): Float64Array {
  const timer = new Float64Array(points.length);
  let [place, before] = [0, 0];
  for (let index = 0; index < points.length; index += 1) {
    const { at } = points[index] as Point;
    let span = spans[place];
    while (span && span.to < at) {
      before += span.to - span.from;
      place += 1;
      span = spans[place];
    }
    timer[index] = before + (span ? Math.max(0, at - span.from) : 0);
  }
  return timer;
}

/** The points of each span: a device that records on in a pause does not measure the ride. */
export function partsOf({ points, spans }: Pick<Samples, 'points' | 'spans'>): (readonly Point[])[] {
  let end = 0;
  const parts = spans.map(({ from, to }) => {
    let begin = end;
    while (begin < points.length && (points[begin] as Point).at < from) begin += 1;
    for (end = begin; end < points.length && (points[end] as Point).at <= to; ) end += 1;
    // Copies no ride without a pause, which may be large.
    return end - begin === points.length ? points : points.slice(begin, end);
  });
  return spans.length > 0 ? parts : [points];
}

/** A value holds back to the one before it for so long, in milliseconds: 99 % of what devices leave out is under 22 s. */
const LONGEST_GAP_MS = 30_000;

/** Calls back with each value of a quantity, and for how many milliseconds of the timer it holds: none in longer gaps. */
export function eachHeld(
  points: readonly Point[],
  timer: Float64Array,
  measured: (point: Point) => number | undefined,
  take: (value: number, milliseconds: number, until: number) => void,
): void {
  let last = Number.NaN;
  for (let index = 0; index < points.length; index += 1) {
    const value = measured(points[index] as Point);
    if (value === undefined) continue;
    const until = timer[index] as number;
    take(value, until - last <= LONGEST_GAP_MS ? until - last : 0, until);
    last = until;
  }
}

/** Metres between two points whose metres are known, by the time of the timer. */
export function interpolate(metres: Float64Array, timer: Float64Array, from: number, to: number): void {
  const [begin, start] = [metres[from] as number, timer[from] as number];
  const time = (timer[to] as number) - start;
  const speed = time > 0 ? ((metres[to] as number) - begin) / time : 0;
  for (let index = from + 1; index < to; index += 1) metres[index] = begin + speed * ((timer[index] as number) - start);
}
