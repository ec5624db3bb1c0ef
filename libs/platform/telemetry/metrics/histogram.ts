import { Histogram } from 'prom-client';
import { registry } from './registry.js';
import { bounds as usualBounds } from './request-series.js';

/** The durations of one value of the label. */
export class Durations {
  /** The count of each bucket; the last one is beyond every bound. */
  readonly buckets: number[];
  seconds = 0;
  count = 0;

  /** @param bounds the upper bounds of the buckets in seconds, ascending; by default those of requests */
  constructor(private readonly bounds: readonly number[] = usualBounds) {
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

/** A histogram with one label. The caller gets the durations of a value once and keeps them. */
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

  /** The durations of one value of the label. The values must be few. */
  of(value: string): Durations {
    const known = this.durations.get(value) ?? new Durations(this.bounds);
    this.durations.set(value, known);
    return known;
  }

  /** Shows durations that are measured elsewhere, with the same bounds, as those of one value of the label. */
  show(value: string, durations: Durations): void {
    this.durations.set(value, durations);
  }

  /** Called by prom-client for the text format and from `get`; missing in its types. */
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
 * @param name such as `palier_validation_seconds`
 * @param label the name of its only label
 * @param bounds the upper bounds of its buckets in seconds, ascending; by default those of requests
 */
export function histogram(
  name: string,
  help: string,
  label: string,
  bounds: readonly number[] = usualBounds,
): LabelledHistogram {
  registry.removeSingleMetric(name);
  const made = new LabelledHistogram(name, help, label, bounds);
  registry.registerMetric(made);
  return made;
}
