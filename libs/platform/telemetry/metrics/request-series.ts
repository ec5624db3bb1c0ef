/** Upper bounds of the duration buckets, in seconds. */
export const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The durations of one method, route and class of status. */
export class RequestSeries {
  /** One count for each bound, and one beyond the last; not cumulative. */
  readonly buckets = new Float64Array(bounds.length + 1);
  seconds = 0;

  constructor(readonly labels: { method: string; route: string; status: string }) {}

  observe(seconds: number): void {
    let bucket = 0;
    while (bucket < bounds.length && seconds > (bounds[bucket] as number)) bucket += 1;
    this.buckets[bucket] = (this.buckets[bucket] as number) + 1;
    this.seconds += seconds;
  }

  get count(): number {
    return this.buckets.reduce((sum, count) => sum + count, 0);
  }
}
