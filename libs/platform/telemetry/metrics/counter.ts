import { declareMetric } from './registry.js';

/** A count that only grows. */
export class Tally {
  count = 0;

  add(n = 1): void {
    this.count += n;
  }
}

/** A counter with labels. The caller gets the tally of their values once and keeps it. */
export class LabelledCounter {
  private readonly tallies = new Map<string, { readonly values: readonly string[]; readonly tally: Tally }>();

  constructor(name: string, help: string, labelNames: readonly string[]) {
    declareMetric('counter', name, help, labelNames, () =>
      [...this.tallies.values()].map(({ values, tally }) => ({
        labels: Object.fromEntries(labelNames.map((label, at) => [label, values[at] as string])),
        value: tally.count,
      })),
    );
  }

  /** The tally of one value of each label, in their order. The values must be few and known beforehand. */
  of(...values: readonly string[]): Tally {
    const key = values.join(' ');
    const known = this.tallies.get(key);
    if (known) return known.tally;
    const tally = new Tally();
    this.tallies.set(key, { values, tally });
    return tally;
  }
}

/**
 * Declares a counter; counting costs one addition.
 *
 * @param name such as `palier_mails_sent_total`
 * @param labels their names
 */
export function counter(name: string, help: string, ...labels: readonly string[]): LabelledCounter {
  return new LabelledCounter(name, help, labels);
}
