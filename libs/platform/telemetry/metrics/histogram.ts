import { Gauge } from 'prom-client';
import { registry } from './registry.js';

/**
 * The upper bounds of the buckets of requests, in seconds. Rows of `platform.trend_routes` have a count for each: other bounds need a
 * migration.
 */
export const usualBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The durations of one series. */
export class Durations {
  /** One count for each bound, and one beyond the last; not cumulative. */
  readonly buckets: Float64Array;
  seconds = 0;

  /** @param bounds the upper bounds of the buckets in seconds, ascending; by default those of requests */
  constructor(private readonly bounds: readonly number[] = usualBounds) {
    this.buckets = new Float64Array(bounds.length + 1);
  }

  observe(seconds: number): void {
    let bucket = 0;
    while (bucket < this.bounds.length && seconds > (this.bounds[bucket] as number)) bucket += 1;
    this.buckets[bucket] = (this.buckets[bucket] as number) + 1;
    this.seconds += seconds;
  }

  get count(): number {
    return this.buckets.reduce((sum, count) => sum + count, 0);
  }
}

type Labels = Readonly<Record<string, string>>;

/** A histogram whose series are counted outside prom-client, whose `observe` hashes the labels each time. */
class CountedElsewhere extends Gauge {
  constructor(
    private readonly called: string,
    private readonly about: string,
    labelNames: string[],
    private readonly bounds: readonly number[],
    private readonly series: () => Iterable<readonly [Labels, Durations]>,
  ) {
    super({ name: called, help: about, labelNames, registers: [] });
  }

  override async get() {
    const values = [...this.series()].flatMap(([labels, durations]) => this.valuesOf(labels, durations));
    // A registry writes the type that it finds here.
    const shown = { name: this.called, help: this.about, type: 'histogram', aggregator: 'sum', values };
    return shown as unknown as Awaited<ReturnType<Gauge['get']>>;
  }

  private valuesOf(labels: Labels, { buckets, seconds, count }: Durations) {
    let below = 0;
    const cumulative = [...this.bounds, '+Inf'].map((le, index) => {
      below += buckets[index] as number;
      return { metricName: `${this.called}_bucket`, labels: { ...labels, le }, value: below };
    });
    return [
      ...cumulative,
      { metricName: `${this.called}_sum`, labels, value: seconds },
      { metricName: `${this.called}_count`, labels, value: count },
    ];
  }
}

/**
 * Declares a histogram of durations that the caller holds; a second declaration of a name replaces the first.
 *
 * @param name such as `palier_validation_seconds`
 * @param series the labels and durations of each series, read when the metrics are
 * @param bounds those of the durations
 */
export function declareHistogram(
  name: string,
  help: string,
  labelNames: string[],
  series: () => Iterable<readonly [Labels, Durations]>,
  bounds: readonly number[] = usualBounds,
): void {
  registry.removeSingleMetric(name);
  registry.registerMetric(new CountedElsewhere(name, help, labelNames, bounds, series));
}

/** A histogram with one label. The caller gets the durations of a value once and keeps them. */
export class LabelledHistogram {
  private readonly durations = new Map<string, Durations>();

  /** @param bounds the upper bounds of its buckets in seconds, ascending; by default those of requests */
  constructor(
    name: string,
    help: string,
    label: string,
    private readonly bounds: readonly number[] = usualBounds,
  ) {
    const series = () => [...this.durations].map(([value, durations]) => [{ [label]: value }, durations] as const);
    declareHistogram(name, help, [label], series, bounds);
  }

  /** The durations of one value of the label. The values must be few. */
  of(value: string): Durations {
    const known = this.durations.get(value) ?? new Durations(this.bounds);
    this.durations.set(value, known);
    return known;
  }
}

/** Declares a histogram with one label: see `LabelledHistogram`. */
export function histogram(...declared: ConstructorParameters<typeof LabelledHistogram>): LabelledHistogram {
  return new LabelledHistogram(...declared);
}
