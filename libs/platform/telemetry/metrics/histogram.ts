import { Histogram } from 'prom-client';
import { registry } from './registry.js';

/** Durations of one value of the label; adding one is a search in a few bounds. */
export class Durations {
  /** How many were in each bucket, the last of them beyond every bound. */
  readonly buckets: number[];
  seconds = 0;
  count = 0;

  constructor(private readonly bounds: readonly number[]) {
    this.buckets = new Array<number>(bounds.length + 1).fill(0);
  }

  observe(seconds: number): void {
    const index = this.bounds.findIndex((bound) => seconds <= bound);
    const at = index < 0 ? this.bounds.length : index;
    this.buckets[at] = (this.buckets[at] ?? 0) + 1;
    this.seconds += seconds;
    this.count += 1;
  }
}

/** A histogram with one label. Its durations are made once and kept by whoever measures. */
export class LabelledHistogram extends Histogram {
  private readonly durations = new Map<string, Durations>();

  constructor(
    private readonly called: string,
    private readonly about: string,
    private readonly label: string,
    private readonly bounds: readonly number[],
  ) {
    super({ name: called, help: about, labelNames: [label], buckets: [...bounds], registers: [] });
  }

  /** Those of one value of the label. Values must be few. */
  of(value: string): Durations {
    const known = this.durations.get(value) ?? new Durations(this.bounds);
    this.durations.set(value, known);
    return known;
  }

  /** What prom-client calls for the text format and from `get`; its types leave it out. */
  async getForPromString() {
    const values = [...this.durations].flatMap(([value, measured]) => this.valuesOf({ [this.label]: value }, measured));
    return { name: this.called, help: this.about, type: 'histogram', aggregator: 'sum', values };
  }

  private valuesOf(labels: Readonly<Record<string, string>>, { buckets, seconds, count }: Durations) {
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
 * Declares a histogram of durations; a second declaration of a name replaces the first.
 *
 * @param name as in `palier_validation_seconds`
 * @param label the name of its one label
 * @param bounds the upper bounds of its buckets in seconds, ascending
 */
export function histogram(name: string, help: string, label: string, bounds: readonly number[]): LabelledHistogram {
  registry.removeSingleMetric(name);
  const made = new LabelledHistogram(name, help, label, bounds);
  registry.registerMetric(made);
  return made;
}
